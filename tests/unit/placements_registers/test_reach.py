"""Which children of the authority somebody may know of (section 3)."""

import pytest

from placements.domain.reach import WHOLE_AUTHORITY, ChildReach, reach_of


@pytest.mark.parametrize(
    ("roles", "reach"),
    [
        (("vsh",), WHOLE_AUTHORITY),
        (("vs_officer",), WHOLE_AUTHORITY),
        ((), WHOLE_AUTHORITY),
        (("social_worker",), ChildReach(("p1",))),
        (("iro",), ChildReach(("p1",))),
        (("send_officer",), ChildReach(None, sen_only=True)),
        (("social_worker", "send_officer"), ChildReach(("p1",), sen_only=True)),
        (("social_worker", "vs_officer"), WHOLE_AUTHORITY),
    ],
)
def test_section_3_people_reach_what_one_of_their_roles_reaches(roles: tuple[str, ...], reach: ChildReach) -> None:
    assert reach_of(roles, ("p1",)) == reach


def test_a_social_worker_without_a_post_reaches_nobody() -> None:
    assert not reach_of(("social_worker",), ()).is_everything
