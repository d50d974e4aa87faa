"""Rules of the front door without any I/O: cookies, origins, passwords, sessions, addresses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.domain.cookie import SessionCookie
from gateway.domain.errors import BaseUrlRefused, PasswordNotAcceptable
from gateway.domain.landing import safe_next
from gateway.domain.origins import came_with_session, came_without_session, own_origins
from gateway.domain.passwords import check_new_password
from gateway.domain.people import Person, Post, UserState, identity_of
from gateway.domain.personas import NORTHSHIRE, PERSONAS
from gateway.domain.reply_kinds import PAGES, ReplyKind, could_be_code, deadline_of
from gateway.domain.session import Session, code_hash, csrf_of, new_code
from gateway.domain.tries import network_of
from kit.auth.rights import load
from kit.auth.vocabulary import LinkPurpose, Method, OrganisationKind, Role
from kit.kernel.ids import new_id

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CODE = "A" * 43
OWN = own_origins("https://onroll.example", is_demo=False)
MARKS = {b"origin": b"https://onroll.example", b"sec-fetch-site": b"same-origin", b"onroll-csrf": b"c" * 64}


@pytest.mark.parametrize(
    ("base_url", "is_demo", "name"),
    [
        ("https://onroll.example", False, "__Host-onroll"),
        ("https://onroll.example:8443", True, "__Host-onroll"),
        ("http://localhost:8000", True, "onroll"),
        ("http://127.0.0.1", True, "onroll"),
    ],
)
def test_the_cookie_is_named_by_how_it_travels(base_url: str, is_demo: bool, name: str) -> None:
    cookie = SessionCookie.of(base_url, is_demo=is_demo)

    assert cookie.name == name
    assert ("Secure" in cookie.attributes) == base_url.startswith("https")
    assert "Domain" not in cookie.attributes


@pytest.mark.parametrize(
    ("base_url", "is_demo"),
    [
        ("http://localhost:8000", False),
        ("http://localhost.evil.example", True),
        ("http://127.0.0.1.evil.example:8000", True),
        ("http://onroll.example", True),
        ("https://", True),
        ("", True),
    ],
)
def test_no_session_travels_in_the_open(base_url: str, is_demo: bool) -> None:
    with pytest.raises(BaseUrlRefused):
        SessionCookie.of(base_url, is_demo=is_demo)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ([f"onroll={CODE}".encode()], CODE),
        ([f"a=b; onroll={CODE}; c=d".encode()], CODE),
        ([b"a=b", f"onroll={CODE}".encode()], CODE),
        ([f"onroll={CODE}; onroll={CODE}".encode()], None),
        ([f"onroll={CODE}".encode(), f"onroll={'B' * 43}".encode()], None),
        ([f"__Host-onroll={CODE}".encode()], None),
        ([f"xonroll={CODE}".encode()], None),
        ([f'onroll="{CODE}"'.encode()], None),
        ([f"onroll={CODE}A".encode()], None),
        ([b"onroll=" + b"\xff" * 43], None),
        ([b"onroll"], None),
        ([], None),
    ],
)
def test_only_one_well_formed_cookie_of_our_name_counts(headers: list[bytes], code: str | None) -> None:
    assert SessionCookie.of("http://localhost:8000", is_demo=True).code_in(headers) == code


def test_codes_are_256_bits_and_kept_as_hashes() -> None:
    one, other = new_code(), new_code()

    assert one != other
    assert len(one) == 43
    assert len(code_hash(one)) == 32
    assert csrf_of(one) != csrf_of(other)
    assert csrf_of(one) == csrf_of(one)


def test_marks_of_our_own_pages_are_all_needed() -> None:
    assert came_with_session(MARKS, OWN, "c" * 64)
    assert came_with_session({k: v for k, v in MARKS.items() if k != b"sec-fetch-site"}, OWN, "c" * 64)
    assert came_with_session(MARKS | {b"content-type": b"application/json"}, OWN, "c" * 64)
    assert came_with_session(MARKS | {b"content-type": b"multipart/form-data; boundary=x"}, OWN, "c" * 64)
    for missing in (b"origin", b"onroll-csrf"):
        assert not came_with_session({k: v for k, v in MARKS.items() if k != missing}, OWN, "c" * 64)


def test_without_a_session_a_foreign_origin_is_refused_and_none_is_a_system() -> None:
    assert came_without_session({}, OWN)
    assert came_without_session({b"origin": b"https://onroll.example"}, OWN)
    for origin in (b"null", b"https://evil.example", b"http://onroll.example", b""):
        assert not came_without_session({b"origin": origin}, OWN)


def test_only_the_demonstration_answers_to_two_names() -> None:
    assert own_origins("http://localhost:8000", is_demo=True) == {b"http://localhost:8000", b"http://127.0.0.1:8000"}
    assert own_origins("https://localhost", is_demo=False) == {b"https://localhost"}


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        (None, "/"),
        ("", "/"),
        ("/", "/"),
        ("/children?status=no_place", "/children?status=no_place"),
        ("//evil", "/"),
        ("/\\evil", "/"),
        ("\\\\evil", "/"),
        ("https://evil", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nLocation: //evil", "/"),
        ("/\t/evil", "/"),
        ("evil", "/"),
    ],
)
def test_ab_72_next_stays_inside_the_site(wanted: str | None, path: str) -> None:
    assert safe_next(wanted) == path


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "too_short"),
        ("x" * 129, "too_long"),
        ("𝕡" * 300, "too_long"),
        ("password1234", "too_common"),
        ("PassWord1234", "too_common"),
        ("ｐａｓｓｗｏｒｄ１２３４", "too_common"),
        ("aaaaaaaaaaaaaa", "too_common"),
        ("abababababab", "too_common"),
        ("i am joy.osei myself", "like_email"),
        ("I AM JOY.OSEI MYSELF", "like_email"),
    ],
)
def test_se_16_a_poor_password_is_refused_and_why_is_said(password: str, code: str) -> None:
    with pytest.raises(PasswordNotAcceptable) as refusal:
        check_new_password(password, "joy.osei@northshire.test")

    assert refusal.value.code == code


@pytest.mark.parametrize("password", ["twelve chars", "correct pony battery", "žluťoučký kůň úpěl", "x1" * 30 + "yz"])
def test_se_16_long_words_are_fine_without_rules_of_composition(password: str) -> None:
    assert check_new_password(password, "joy.osei@northshire.test")


def test_a_short_name_in_an_address_forbids_nothing() -> None:
    assert check_new_password("a long sentence", "a@northshire.test")


def a_session(started_at: datetime = NOON, last_seen_at: datetime = NOON) -> Session:
    return Session(new_id(), new_id(), (Method.DEMO,), started_at, started_at, last_seen_at)


def test_se_26_twenty_idle_minutes_or_ten_hours_end_a_session() -> None:
    session = a_session()

    assert session.lives_at(NOON + timedelta(minutes=20, microseconds=-1))
    assert not session.lives_at(NOON + timedelta(minutes=20))
    busy = a_session(NOON - timedelta(hours=9, minutes=50), NOON)
    assert busy.idle_expires_at == NOON + timedelta(minutes=10)
    assert not busy.lives_at(NOON + timedelta(minutes=10))


def test_posts_give_roles_once_and_the_widest_caseload() -> None:
    posts = (
        Post(new_id(), "Officer", (Role.VS_OFFICER, Role.VSH), "own"),
        Post(new_id(), "Finance", (Role.VS_FINANCE, Role.VSH), "all"),
    )
    person = Person(new_id(), "Joy", UserState.ACTIVE, NORTHSHIRE, "Northshire", posts)

    identity = identity_of(person, a_session(), load())

    assert identity.roles == (Role.VSH, Role.VS_OFFICER, Role.VS_FINANCE)
    assert identity.scopes == load().scopes_of(identity.roles)
    assert identity.caseload == "all"
    assert identity.posts == tuple(str(post.id) for post in posts)
    assert "Joy" not in str(identity)


def test_somebody_without_a_post_may_nothing() -> None:
    person = Person(new_id(), "Joy", UserState.ACTIVE, NORTHSHIRE, "Northshire", ())

    assert identity_of(person, a_session(), load()).scopes == frozenset()


def test_every_persona_has_a_role_of_their_organisation_and_ids_of_their_own() -> None:
    people = list(PERSONAS.values())

    assert {load().roles[p.role].organisation for p in people} <= {OrganisationKind.AUTHORITY, OrganisationKind.SCHOOL}
    assert all(load().roles[p.role].organisation is p.organisation.kind for p in people)
    assert len({p.user_id for p in people} | {p.post_id for p in people}) == 2 * len(people)
    assert all(p.email.endswith(".test") for p in people)
    assert {p.organisation.id for p in people} == {"999", "998", "9990001"}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:0:7:1::1", "2001:db8:0:7::"),
        ("2001:db8:0:7:ffff::9", "2001:db8:0:7::"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("", "unknown"),
        ("unix", "unknown"),
    ],
)
def test_an_ipv6_subscriber_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_every_letter_has_its_service_and_job() -> None:
    assert {kind.value: (page.service, page.purpose) for kind, page in PAGES.items()} == {
        "r": ("placements", LinkPurpose.ANSWER_APPLICATION),
        "c": ("placements", LinkPurpose.CONFIRM_CONTACTS),
        "s": ("funding", LinkPurpose.SPEND_RETURN),
        "e": ("accountability", LinkPurpose.RIGHT_OF_REPLY),
    }
    assert set(PAGES) == set(ReplyKind)


def test_a_deadline_is_fourteen_days_before_the_link_ends_in_london() -> None:
    assert deadline_of(datetime(2026, 12, 18, 0, 0, tzinfo=UTC)) == date(2026, 12, 4)
    assert deadline_of(datetime(2026, 6, 17, 23, 30, tzinfo=UTC)) == date(2026, 6, 4)


@pytest.mark.parametrize(("text", "could"), [("demo-ashby-road", True), ("short", False), ("a b c d e f g", False)])
def test_what_could_be_a_code(text: str, could: bool) -> None:
    assert could_be_code(text) is could
