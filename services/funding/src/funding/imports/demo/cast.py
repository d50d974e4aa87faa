"""Who acts in the demonstration's past."""

from dataclasses import dataclass

from funding.domain.people import FINANCE, OFFICER, VSH, Actor

POLICY_ACTOR = "policy"
"""Base money is asked for by the policy itself; no person does (section 12)."""


@dataclass(frozen=True, slots=True)
class Cast:
    """User ids of an authority's people."""

    vsh_id: str
    officer_id: str
    finance_id: str

    @property
    def vsh(self) -> Actor:
        return Actor(self.vsh_id, frozenset({VSH}))

    @property
    def officer(self) -> Actor:
        return Actor(self.officer_id, frozenset({OFFICER}))

    @property
    def finance(self) -> Actor:
        return Actor(self.finance_id, frozenset({FINANCE}))
