"""An authority writes down how another one wants to be asked, and a request is checked against it (PL-302)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.kernel.errors import InvalidInput, StaleVersion
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.admissions_profile import (
    AdmissionsProfile,
    GivenAttachment,
    ProfileNotFound,
    RequiredAttachment,
)


@dataclass(frozen=True, slots=True)
class AttachmentCheck:
    """`known` False: nobody has written down what is wanted, which is a warning and no obstacle."""

    known: bool
    missing: tuple[RequiredAttachment, ...] = ()

    @property
    def pointers(self) -> list[str]:
        """As they stand in `incomplete`."""
        return [f"application.attachments.{one.key}" for one in self.missing]

    @property
    def warnings(self) -> list[str]:
        return [] if self.known else ["admissions_profile_missing"]


async def attachment_check(desk: Desk, file: ApplicationFile) -> AttachmentCheck:
    """Of a request that is not with the school yet; what was sent is not looked at again."""
    application = file.application
    if application.submitted_at is not None:
        return AttachmentCheck(known=True)
    return await check_attachments(desk, file.case.host_authority, file.school.authority, application.attachments)


async def check_attachments(
    desk: Desk, host_authority: str, maintaining_authority: str, given: Iterable[GivenAttachment]
) -> AttachmentCheck:
    """What the host's profile, else the maintaining authority's, asks for and the request does not have: T1 lists
    it, T3 needs a reason, else 409 `attachment_missing` (PL-302)."""
    profile = await desk.admissions.profile_for(host_authority, maintaining_authority)
    return AttachmentCheck(True, profile.missing(given)) if profile else AttachmentCheck(False)


async def keep_profile(desk: Desk, wanted: AdmissionsProfile, version: int) -> AdmissionsProfile:
    """Every save is a new version; `version` is the one the caller read, 0 where none was held.

    Raises ProfileNotFound (no such authority), StaleVersion, InvalidInput.
    """
    if await desk.authorities.get(wanted.about_authority) is None:
        raise ProfileNotFound
    held = await desk.admissions.profile(wanted.about_authority)
    if version != (held.version if held else 0):
        raise StaleVersion
    contact_id = wanted.admissions_contact_id
    if contact_id is not None and await desk.contacts.get(contact_id) is None:
        raise InvalidInput("not_allowed", "/admissions_contact_id")
    kept = replace(wanted, version=version + 1)
    await desk.admissions.add_profile(kept, desk.now, desk.taker.id)
    return kept
