"""The dated rules of law, and the wishes of a head that wait for a second person."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.legal_rules import LegalRule, LegalRules, RuleChange
from placements.store.tables.legal_rules import LEGAL_RULE_WISHES, LEGAL_RULES

_R: Final = LEGAL_RULES.c
_W: Final = LEGAL_RULE_WISHES.c
_FIELDS: Final = tuple(field.name for field in fields(LegalRule))
_CHANGE: Final = tuple(field.name for field in fields(RuleChange))
_ALL: Final = select(*(_R[name] for name in _FIELDS)).order_by(_R.key)
_ONE_TO_CHANGE: Final = select(*(_R[name] for name in _FIELDS)).where(_R.key == bindparam("rule")).with_for_update()
_SAVE: Final = (
    update(LEGAL_RULES)
    .where(_R.key == bindparam("rule"), _R.version == bindparam("held_version"))
    .values({name: bindparam(name) for name in (*_CHANGE, "version")})
)
_MINE: Final = _W.authority == bindparam("tenant")
_WISHES: Final = select(*(_W[name] for name in ("key", *_CHANGE, "wished_by", "wished_at"))).where(_MINE)
_GIVEN: Final = insert(LEGAL_RULE_WISHES)
_WISH: Final = _GIVEN.on_conflict_do_update(
    index_elements=[_W.authority, _W.key],
    set_={name: _GIVEN.excluded[name] for name in (*_CHANGE, "wished_by", "wished_at")},
)
_FORGET: Final = delete(LEGAL_RULE_WISHES).where(_MINE, _W.key == bindparam("rule"))


@dataclass(frozen=True, slots=True)
class RuleWish:
    """What one person wants a rule to say, until a second one wants the same."""

    key: str
    change: RuleChange
    wished_by: str
    wished_at: datetime


class LegalRuleStore:
    """The register is the same for everybody; wishes belong to one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def all(self) -> LegalRules:
        return LegalRules.of(LegalRule(**row) for row in (await self._connection.execute(_ALL)).mappings())

    async def get_to_change(self, key: str) -> LegalRule | None:
        row = (await self._connection.execute(_ONE_TO_CHANGE, {"rule": key})).mappings().one_or_none()
        return LegalRule(**row) if row else None

    async def save(self, rule: LegalRule) -> None:
        """In its next version. Raises StaleVersion."""
        values = {name: getattr(rule, name) for name in (*_CHANGE, "version")}
        values |= {"rule": rule.key, "held_version": rule.version - 1}
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise StaleVersion

    async def wishes(self) -> dict[str, RuleWish]:
        rows = (await self._connection.execute(_WISHES, {"tenant": self._tenant})).mappings()
        return {row["key"]: _wish(row) for row in rows}

    async def wish(self, wish: RuleWish) -> None:
        """In the place of an earlier wish for the same rule."""
        values = {"authority": self._tenant, "key": wish.key, **asdict(wish.change)}
        await self._connection.execute(_WISH, values | {"wished_by": wish.wished_by, "wished_at": wish.wished_at})

    async def forget_wish(self, key: str) -> None:
        await self._connection.execute(_FORGET, {"tenant": self._tenant, "rule": key})


def _wish(row: Any) -> RuleWish:
    change = RuleChange(**{name: row[name] for name in _CHANGE})
    return RuleWish(row["key"], change, row["wished_by"], row["wished_at"])
