"""Reads contacts of schools row by row: one for each role, and at most one reply address a school."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kit.kernel.ids import new_id
from placements.domain.contact import SCHOOL_ROLES, Contact, ContactKind, ContactRole
from placements.imports.cells import as_yes_or_no, matching, member_of, text_up_to, whole_between
from placements.imports.delimited import Delimited
from placements.imports.named_cells import NamedCells
from placements.imports.report import Tally

COLUMNS: Final = ("school_urn", "role")
TOLD: Final = ("email", "name", "phone", "reply_address")
_NEEDED: Final = {"school_urn": whole_between(100_000, 9_999_999), "role": member_of(ContactRole)}
_EMAIL: Final = matching(r"[^@\s,;<>]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,180}\.[A-Za-z]{2,}")
_NAME: Final = text_up_to(100)
_PHONE: Final = text_up_to(40)


@dataclass(frozen=True, slots=True)
class ContactRow:
    row: int
    contact: Contact


@dataclass(slots=True)
class ContactReader:
    """Rows that can be taken; what is wrong stands in the tally, without values."""

    file: Delimited
    tally: Tally = field(default_factory=Tally)
    _seen: set[tuple[int, ContactRole]] = field(default_factory=set)
    _reply: set[int] = field(default_factory=set)

    @property
    def told(self) -> frozenset[str]:
        """Fields this file speaks of; others stay as they are held."""
        return frozenset(TOLD) & frozenset(self.file.columns)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        return tuple(name for name in self.file.columns if name not in (*COLUMNS, *TOLD))

    def rows(self) -> list[ContactRow]:
        table = NamedCells(self.file, COLUMNS, self.tally)
        found = []
        for row, cells in self.file.rows:
            self.tally.rows = row
            contact = self._contact(table, row, cells)
            if contact is not None and self._is_alone(row, contact):
                found.append(ContactRow(row, contact))
        return found

    def _contact(self, table: NamedCells, row: int, cells: Sequence[str]) -> Contact | None:
        values = table.needed(row, cells, _NEEDED)
        if values is None:
            return None
        if values["role"] not in SCHOOL_ROLES:
            self.tally.wrong_row(row, "role", "not_allowed")
            return None
        optional = {"email": _EMAIL} if table.text(cells, "email") else {}
        given = table.needed(row, cells, optional)
        if given is None:
            return None
        contact = Contact(
            id=new_id(),
            kind=ContactKind.SCHOOL,
            role=values["role"],
            school_urn=values["school_urn"],
            email=given.get("email"),
            name=table.wanted(row, cells, "name", _NAME),
            phone=table.wanted(row, cells, "phone", _PHONE),
            reply_address=table.wanted(row, cells, "reply_address", as_yes_or_no) or False,
        )
        if contact.reply_address and contact.email is None:
            self.tally.wrong_row(row, "email", "reply_address_no_email")
            return None
        return contact

    def _is_alone(self, row: int, contact: Contact) -> bool:
        urn = contact.school_urn or 0
        if (urn, contact.role) in self._seen:
            self.tally.wrong_row(row, "role", "duplicate")
            return False
        if contact.reply_address and urn in self._reply:
            self.tally.wrong_row(row, "reply_address", "reply_address_exists")
            return False
        self._seen.add((urn, contact.role))
        if contact.reply_address:
            self._reply.add(urn)
        return True

    def fitting(
        self,
        rows: Sequence[ContactRow],
        schools: Collection[int],
        held: Mapping[int, Sequence[Contact]],
    ) -> list[Contact]:
        """Those of schools the register knows, whose reply address is no other contact's that stays."""
        fits = []
        for one in rows:
            contact, urn = one.contact, one.contact.school_urn or 0
            stays = (
                other for other in held.get(urn, ()) if other.reply_address and (urn, other.role) not in self._seen
            )
            if urn not in schools:
                self.tally.wrong_row(one.row, "school_urn", "school_unknown")
            elif contact.reply_address and any(stays):
                self.tally.wrong_row(one.row, "reply_address", "reply_address_exists")
            else:
                fits.append(contact)
        return fits
