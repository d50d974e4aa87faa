"""Builds what staff see of letters."""

from collections.abc import Sequence

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.api.correspondence_schemas import LetterPartOut
from placements.api.letter_schemas import (
    LetterChildOut,
    LetterLineOut,
    LetterOut,
    LetterTemplateOut,
    RecipientOut,
    ServedOut,
)
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.child import Child
from placements.domain.correspondence import Recipient
from placements.domain.letters import LetterPart, LetterTemplate
from placements.store import seeds
from placements.store.letter_list import ListedLetter
from placements.store.letters import Letter


def template_out(template: LetterTemplate, variant: str | None, printed: Sequence[str]) -> LetterTemplateOut:
    return LetterTemplateOut(
        key=template.key,
        version=template.version,
        variant=variant,
        title=template.title,
        purpose=template.purpose,
        parts=[LetterPartOut(part=part.value, text=text) for part, text in template.parts.items()],
        ask=template.ask,
        next_step=template.next_step,
        fields=sorted(template.fields),
        legal_basis=printed,
        names_child=template.names_child,
    )


async def letter_lines(desk: Desk, rows: Sequence[ListedLetter]) -> list[LetterLineOut]:
    """A row whose child or school is out of reach is left out."""
    children = await desk.children.many({row.child_id for row in rows})
    schools = await desk.schools.many({row.school_urn for row in rows})
    return [
        LetterLineOut(
            id=row.id,
            version=row.version,
            application_id=row.application_id,
            reference=row.reference,
            child=_child(children[row.child_id], desk),
            school=SchoolLabelOut.of(schools[row.school_urn]),
            template_key=row.template_key,
            title=row.title,
            status=row.status,
            names_child=row.names_child,
            written_on=row.written_on,
            sent_on=row.sent_on,
            recipients=row.recipients,
            proved=row.proved,
            printed=row.pdf_sha256 is not None,
        )
        for row in rows
        if row.child_id in children and row.school_urn in schools
    ]


def letter_out(desk: Desk, letter: Letter, file: ApplicationFile) -> LetterOut:
    return LetterOut(
        id=letter.id,
        version=letter.version,
        application_id=letter.application_id,
        reference=file.application.reference,
        child=_child(file.child, desk),
        school=SchoolLabelOut.of(file.school),
        template_key=letter.template_key,
        template_version=letter.template_version,
        title=letter.title,
        parts=[LetterPartOut(part=part.value, text=letter.parts[part.value]) for part in LetterPart],
        additional_text=letter.additional_text,
        legal_basis=seeds.legal_refs().printed(letter.legal_refs),
        recipients=[_recipient(one, position) for position, one in enumerate(letter.recipients)],
        status=letter.status,
        names_child=letter.names_child,
        written_on=letter.written_on,
        sent_on=letter.sent_on,
        pdf_sha256=letter.pdf_sha256,
    )


def _child(child: Child, desk: Desk) -> LetterChildOut:
    return LetterChildOut(id=child.id, name=child.label, year_group=child.year_group(desk.today))


def _recipient(one: Recipient, position: int) -> RecipientOut:
    served = one.served
    return RecipientOut(
        position=position,
        contact_id=one.contact_id,
        name=one.name,
        address=list(one.address),
        roles=list(one.roles),
        copied=one.copy,
        served=ServedOut(method=served.method, served_on=served.served_on, proof=served.proof) if served else None,
    )
