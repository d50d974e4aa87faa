"""An authority changes what it has chosen for itself: a new version, and clocks that run by it move."""

from dataclasses import replace

from kit.kernel.errors import InvalidInput, StaleVersion
from placements.actions.desk import Desk
from placements.actions.recompute_clocks import recompute_clocks
from placements.domain.authority_settings import AuthoritySettings
from placements.domain.clock_rules import ClockRules
from placements.domain.clock_units import Unit
from placements.domain.contact import ContactKind
from placements.store.settings import SettingsStore


async def change_settings(
    desk: Desk, settings: SettingsStore, version: int, wanted: AuthoritySettings
) -> AuthoritySettings:
    """Every save is a new version. Raises StaleVersion, InvalidInput."""
    held = desk.settings
    if held.version != version:
        raise StaleVersion
    refuse_lengthening(wanted, desk.rules)
    await _refuse_stranger(desk, wanted)
    kept = replace(wanted, version=held.version + 1)
    await settings.add_version(kept, desk.now, desk.taker.id)
    if kept.moves_clocks_of(held):
        await recompute_clocks(replace(desk, settings=kept))
    return kept


def refuse_lengthening(settings: AuthoritySettings, rules: ClockRules) -> None:
    """PL-803: only clocks that allow it, in school or working days, and only shorter. Raises InvalidInput."""
    for key, target in settings.local_targets.items():
        rule = rules.rules.get(key)
        if rule is None or not rule.local or target.unit is Unit.CALENDAR_DAYS:
            raise InvalidInput("not_allowed", f"/local_targets/{key}")
        if target.n >= rule.n:
            raise InvalidInput("out_of_range", f"/local_targets/{key}/n")


async def _refuse_stranger(desk: Desk, settings: AuthoritySettings) -> None:
    """Letters print a contact of the authority's own staff (PL-330)."""
    contact_id = settings.letter_signatory_contact_id
    if contact_id is None:
        return
    contact = await desk.contacts.get(contact_id)
    if contact is None or contact.kind is not ContactKind.AUTHORITY_STAFF:
        raise InvalidInput("not_allowed", "/letter_signatory_contact_id")
