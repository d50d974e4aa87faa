"""SE-51: each step of verification by itself, and what a repeated token still has to pass."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from factories.identities import ISSUER, NOON, a_reply_link, a_service, a_system, a_user
from kit.auth import tokens
from kit.auth.errors import InvalidToken, SessionRevoked
from kit.auth.keys import SigningKey
from kit.auth.principal import Identity, Principal
from kit.auth.public_keys import StaticKeys
from kit.auth.tokens import CLIENT_LIFE, LIFE, TokenMinter, TokenVerifier
from kit.auth.vocabulary import ActorKind, Role
from kit.kernel.clock import StoppedClock

KEY = SigningKey.generate()


class MovableClock:
    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> Any:
        return self.instant.date()


def minted(identity: Identity, audience: str = "placements", **options: Any) -> list[bytes]:
    minter = TokenMinter(KEY, options.pop("issuer", ISSUER), StoppedClock(options.pop("at", NOON)))
    return [b"Bearer " + minter.mint(identity, audience, **options).text.encode()]


def a_verifier(clock: Any = None, **options: Any) -> TokenVerifier:
    keys = StaticKeys.of([KEY.public])
    return TokenVerifier(keys, "placements", ISSUER, clock or StoppedClock(NOON), **options)


@pytest.mark.parametrize(
    "identity", [a_user(), a_user(Role.VS_FINANCE, caseload="all"), a_system(), a_service(), a_reply_link()]
)
async def test_what_was_minted_comes_back(identity: Identity) -> None:
    principal = await a_verifier().verify(minted(identity))

    assert principal == Principal(
        **{name: getattr(identity, name) for name in Identity.__dataclass_fields__},
        jti=principal.jti,
        issued_at=NOON,
        expires_at=NOON + LIFE,
    )


async def test_a_user_who_is_acted_for_is_named() -> None:
    principal = await a_verifier().verify(minted(a_user(act="service:gateway")))

    assert principal.act == "service:gateway"


@pytest.mark.parametrize(
    ("identity", "kind", "authority"),
    [
        (a_user(), ActorKind.USER, "999"),
        (a_system(), ActorKind.CLIENT, "999"),
        (a_reply_link(), ActorKind.LINK, "999"),
        (a_service(), ActorKind.SERVICE, None),
    ],
)
async def test_the_token_says_what_kind_of_caller_it_is(
    identity: Identity, kind: ActorKind, authority: str | None
) -> None:
    principal = await a_verifier().verify(minted(identity))

    assert (principal.kind, principal.authority) == (kind, authority)


@pytest.mark.parametrize(
    ("audience", "issuer"),
    [("funding", ISSUER), ("placements ", ISSUER), ("placements", ISSUER + "/"), ("placements", "http://x")],
)
async def test_ab_09_a_token_for_somebody_else_is_refused(audience: str, issuer: str) -> None:
    with pytest.raises(InvalidToken):
        await a_verifier().verify(minted(a_user(), audience, issuer=issuer))


@pytest.mark.parametrize(
    ("seconds_later", "accepted"),
    [(-61, False), (-60, True), (0, True), (300, True), (329, True), (330, False), (600, False)],
)
async def test_ab_77_time_is_our_clock_s_with_a_little_patience(seconds_later: int, accepted: bool) -> None:
    token = minted(a_user())
    verifier = a_verifier(StoppedClock(NOON + timedelta(seconds=seconds_later)))

    if accepted:
        assert (await verifier.verify(token)).kind is ActorKind.USER
    else:
        with pytest.raises(InvalidToken):
            await verifier.verify(token)


async def test_a_cached_token_still_ends_in_time() -> None:
    clock = MovableClock(NOON)
    verifier = a_verifier(clock)
    token = minted(a_user())
    await verifier.verify(token)

    clock.instant = NOON + LIFE + timedelta(seconds=31)

    with pytest.raises(InvalidToken):
        await verifier.verify(token)


async def test_ab_11_a_cached_token_is_refused_once_revoked() -> None:
    gone: set[str | None] = set()
    verifier = a_verifier(revoked=lambda principal: principal.session in gone)
    token = minted(a_user())
    principal = await verifier.verify(token)

    gone.add(principal.session)

    with pytest.raises(SessionRevoked):
        await verifier.verify(token)


async def test_a_signature_is_checked_once_and_the_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.auth.tokens._MOST_CACHED", 3)
    verifier = a_verifier()
    decoded: list[str] = []
    decode = tokens._decoded

    def noted(token: str, *about: Any) -> dict[str, Any]:
        decoded.append(token)
        return decode(token, *about)

    monkeypatch.setattr(tokens, "_decoded", noted)
    four = [minted(a_user()) for _ in range(4)]

    for token in [*four, *four[1:], four[0]]:
        await verifier.verify(token)

    assert len(decoded) == 5


@pytest.mark.parametrize("life", [timedelta(0), CLIENT_LIFE + timedelta(seconds=1)])
async def test_a_life_of_none_or_over_ten_minutes_is_refused(life: timedelta) -> None:
    with pytest.raises(InvalidToken):
        await a_verifier().verify(minted(a_system(), life=life))


async def test_a_client_lives_ten_minutes() -> None:
    principal = await a_verifier().verify(minted(a_system(), life=CLIENT_LIFE))

    assert principal.expires_at == NOON + CLIENT_LIFE


async def test_ab_06_an_unknown_key_is_refused() -> None:
    stranger = TokenMinter(SigningKey.generate(), ISSUER, StoppedClock(NOON)).mint(a_user(), "placements")

    with pytest.raises(InvalidToken):
        await a_verifier().verify([b"bearer " + stranger.text.encode()])


async def test_the_scheme_is_read_in_any_case_and_a_token_stays_below_two_kilobytes() -> None:
    full = a_user(*Role, posts=tuple(f"01970000-0000-7000-8000-00000000000{n}" for n in range(8)))
    (value,) = minted(replace(full, act="service:gateway"))

    principal = await a_verifier().verify([value.replace(b"Bearer", b"bEARER")])

    assert principal.roles == tuple(Role)
    assert len(value) < 2048
