"""Who has to get a notice, and one row for a body with two roles (PL-814)."""

from datetime import date

import pytest

from placements.domain.correspondence import Recipient, RecipientRole, Served, ServiceMethod
from placements.domain.notice_recipients import ROLES_OF_A_NOTICE, bodies_of, merged, missing_roles
from placements.domain.school import AdmissionAuthorityType

AA, HEAD, GB, MA = ROLES_OF_A_NOTICE
EVERY_KIND = [*AdmissionAuthorityType, None]


def row(*roles: RecipientRole, on: int | None = 19, copy: bool = False) -> Recipient:
    served = Served(ServiceMethod.HAND, date(2026, 11, on), "signed for") if on else None
    return Recipient(roles=roles, name="Somebody", served=served, copy=copy)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_bodies_of_every_kind_of_school_cover_each_role_once(kind: AdmissionAuthorityType | None) -> None:
    roles = [role for body in bodies_of(kind) for role in body]

    assert sorted(roles) == sorted(ROLES_OF_A_NOTICE)


@pytest.mark.parametrize(
    ("kind", "given", "whole"),
    [
        (AdmissionAuthorityType.AUTHORITY, AA, (AA, MA)),
        (AdmissionAuthorityType.AUTHORITY, MA, (AA, MA)),
        (AdmissionAuthorityType.GOVERNING_BODY, AA, (AA, GB)),
        (AdmissionAuthorityType.GOVERNING_BODY, MA, (MA,)),
        (AdmissionAuthorityType.TRUST, GB, (AA, GB)),
        (AdmissionAuthorityType.TRUST, HEAD, (HEAD,)),
        (None, AA, (AA,)),
    ],
)
def test_a_row_holds_every_role_of_its_body(
    kind: AdmissionAuthorityType | None, given: RecipientRole, whole: tuple[RecipientRole, ...]
) -> None:
    assert merged([row(given)], kind)[0].roles == whole


def test_two_deliveries_to_one_body_are_one_row_with_the_later_day() -> None:
    [one] = merged([row(AA, on=19), row(GB, on=21)], AdmissionAuthorityType.GOVERNING_BODY)

    assert one.roles == (AA, GB)
    assert one.served is not None
    assert one.served.served_on == date(2026, 11, 21)


def test_a_proved_delivery_counts_before_one_that_is_not() -> None:
    [one] = merged([row(AA), row(GB, on=None)], AdmissionAuthorityType.TRUST)

    assert one.served is not None


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_notice_to_all_bodies_misses_nobody_and_less_misses_somebody(kind: AdmissionAuthorityType | None) -> None:
    everybody = [row(*body) for body in bodies_of(kind)]

    assert missing_roles(merged(everybody, kind)) == ()
    for left_out in everybody:
        rest = [one for one in everybody if one is not left_out]
        assert set(missing_roles(merged(rest, kind))) == set(left_out.roles)


def test_a_copy_for_information_covers_no_role() -> None:
    assert missing_roles([row(*ROLES_OF_A_NOTICE, copy=True)]) == ROLES_OF_A_NOTICE
