"""Who gets a letter about one request, as whole envelopes."""

from collections.abc import Sequence

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.contact import Contact, ContactRole
from placements.domain.correspondence import Recipient, RecipientRole, Served
from placements.domain.school import AdmissionAuthorityType, School

_HEAD = "The head teacher"
_CHAIR = "The chair of governors"
_TRUST = "The chief executive"


def school_address(school: School) -> tuple[str, ...]:
    """The lines below the name in the window of an envelope."""
    lines = (school.name, school.street, school.locality, school.address3, school.town, school.county, school.postcode)
    return tuple(line for line in lines if line)


def at_school(
    school: School,
    roles: Sequence[RecipientRole],
    contact: Contact | None = None,
    *,
    unnamed: str = _HEAD,
    copy: bool = False,
    served: Served | None = None,
) -> Recipient:
    """Somebody at the school; by post name where no name is known."""
    return Recipient(
        roles=tuple(roles),
        name=(contact.name if contact else None) or unnamed,
        address=school_address(school),
        contact_id=contact.id if contact else None,
        email=contact.email if contact else None,
        copy=copy,
        served=served,
    )


async def challenge_recipients(desk: Desk, file: ApplicationFile) -> list[Recipient]:
    """T10: to the head by name; a copy to the chair of governors, or to the trust's chief executive."""
    school = file.school
    contacts = (await desk.contacts.of_schools([school.urn])).get(school.urn, ())
    head = _of_role(contacts, ContactRole.HEAD)
    recipients = [at_school(school, [RecipientRole.HEAD], head)]
    match school.admission_authority_type:
        case AdmissionAuthorityType.GOVERNING_BODY | AdmissionAuthorityType.AUTHORITY:
            chair = _of_role(contacts, ContactRole.CHAIR_OF_GOVERNORS)
            recipients.append(at_school(school, [RecipientRole.GOVERNING_BODY], chair, unnamed=_CHAIR, copy=True))
        case AdmissionAuthorityType.TRUST:
            name = school.trust_name or f"The trust of {school.name}"
            recipients.append(Recipient(roles=(RecipientRole.TRUST,), name=_TRUST, address=(name,), copy=True))
        case None:
            pass
    return recipients


async def school_recipient(desk: Desk, file: ApplicationFile) -> Recipient:
    """The school's admissions, at the address that answers."""
    address = await desk.contacts.reply_address(file.school.urn)
    return Recipient(
        roles=(RecipientRole.SCHOOL,),
        name="Admissions",
        address=school_address(file.school),
        email=address,
    )


def _of_role(contacts: Sequence[Contact], role: ContactRole) -> Contact | None:
    return next((one for one in contacts if one.role is role), None)
