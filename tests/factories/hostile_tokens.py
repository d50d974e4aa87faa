"""Tokens that must never be accepted: one good token turned bad in every way of security test S1."""

from collections.abc import Callable, Iterator

from factories import hostile_claims as claims
from factories import hostile_texts as texts
from factories.forge import Forge

Family = Callable[[Forge], str]

FAMILIES: tuple[Family, ...] = (
    texts.flipped_bit,
    texts.cut,
    texts.inserted,
    texts.junk,
    texts.no_algorithm,
    texts.other_algorithm,
    texts.hmac_of_public_key,
    texts.strange_kid,
    texts.attackers_key,
    texts.embedded_key,
    texts.strange_header,
    texts.repeated_header,
    claims.changed_claim,
    claims.missing_claim,
    claims.extra_claim,
    claims.wrong_time,
    claims.strange_time,
    claims.deeply_nested,
    texts.swapped,
    texts.encrypted,
    claims.not_an_object,
    claims.huge,
    texts.alias,
    texts.malleated,
)


def mutants(forge: Forge, count: int) -> Iterator[tuple[str, str]]:
    """Family name and token, each family as often as the others."""
    for n in range(count):
        family = FAMILIES[n % len(FAMILIES)]
        yield family.__name__, family(forge)
