"""Who gets the letters of a direction (D1 to D5), as whole envelopes."""

from collections.abc import Sequence
from typing import Final

from placements.actions.desk import Desk
from placements.actions.letter_recipients import at_school
from placements.actions.take_up import ApplicationFile
from placements.domain.contact import ContactRole
from placements.domain.correspondence import Recipient, RecipientRole, Served
from placements.domain.school import AdmissionAuthorityType

_ADMISSIONS: Final = "The admissions team"
_CHAIR: Final = "The chair of governors"
_TRUST: Final = "The chief executive"
SECRETARY_OF_STATE: Final = Recipient(
    roles=(RecipientRole.SECRETARY_OF_STATE,),
    name="The Secretary of State for Education",
    address=("Department for Education",),
)

ADJUDICATOR: Final = Recipient(
    roles=(RecipientRole.ADJUDICATOR,),
    name="The Schools Adjudicator",
    address=("Office of the Schools Adjudicator",),
)


async def admission_authority_recipient(desk: Desk, file: ApplicationFile, served: Served | None = None) -> Recipient:
    """Whoever decides on admissions to the school: its authority, its governing body or its trust."""
    school = file.school
    if school.admission_authority_type is AdmissionAuthorityType.TRUST:
        name = school.trust_name or f"The trust of {school.name}"
        roles = (RecipientRole.ADMISSION_AUTHORITY, RecipientRole.TRUST)
        return Recipient(roles=roles, name=_TRUST, address=(name,), served=served)
    if school.admission_authority_type is AdmissionAuthorityType.AUTHORITY:
        authority = await desk.authorities.get(school.authority)
        address = (authority.name if authority else school.authority,)
        roles = (RecipientRole.ADMISSION_AUTHORITY, RecipientRole.MAINTAINING_AUTHORITY)
        return Recipient(roles=roles, name=_ADMISSIONS, address=address, served=served)
    contacts = (await desk.contacts.of_schools([school.urn])).get(school.urn, ())
    chair = next((one for one in contacts if one.role is ContactRole.CHAIR_OF_GOVERNORS), None)
    roles = (RecipientRole.ADMISSION_AUTHORITY, RecipientRole.GOVERNING_BODY)
    return at_school(school, roles, chair, unnamed=_CHAIR, served=served)


def unserved(recipients: Sequence[Recipient]) -> list[Recipient]:
    """The same envelopes for a further letter, whose delivery is still to be proved."""
    return [
        Recipient(
            roles=one.roles,
            name=one.name,
            address=one.address,
            contact_id=one.contact_id,
            email=one.email,
            copy=one.copy,
        )
        for one in recipients
    ]
