"""What `make demo` promises when it starts, in one process and split (FR-1, SE-70, SE-76)."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, expect

from e2e.people import Person
from e2e.product import Product

PERSONAS = (
    ("Joy Osei", "Today"),
    ("Sam Lund", "Today"),
    ("Priya Rahman", "Pupil Premium Plus"),
    ("Dana Whitlock", ""),
    ("Alex Moor", ""),
    ("Kit Brand", ""),
    ("Ruth Adeyemi", ""),
    ("Morgan Hale", "Today"),
    ("Robin Ellery", "Today"),
    ("Lee Arden", "Pupil Premium Plus"),
)
PAGE_HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "x-frame-options",
    "permissions-policy",
    "cache-control",
)


def test_the_start_says_where_to_look(single: Product) -> None:
    said = (single.var / "single.log").read_text()

    assert "184 invented children, 63 invented schools, 3 terms, seeded for Monday 23 November 2026" in said
    assert f"{single.url}/r/demo-ashby-road" in said
    assert re.search(r"\d+ messages \(files in", said)


@pytest.mark.parametrize(("name", "title"), PERSONAS)
def test_each_person_signs_in_by_one_button(
    single: Product, browser: Browser, browser_context_args: dict[str, object], name: str, title: str
) -> None:
    person = Person(browser.new_context(**browser_context_args), single.url).sign_in(name)  # type: ignore[arg-type]

    expect(person.page.get_by_text(name).first).to_be_visible(timeout=15_000)
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize("path", ["/", "/children", "/r/a-code-nobody-has"])
def test_pages_have_the_same_headers_behind_nginx(single: Product, split: Product, path: str) -> None:
    here, there = httpx.get(f"{single.url}{path}"), httpx.get(f"{split.url}{path}")

    assert here.status_code == there.status_code == httpx.codes.OK
    assert {name: here.headers[name] for name in PAGE_HEADERS} == {name: there.headers[name] for name in PAGE_HEADERS}


@pytest.mark.parametrize("path", ["/internal/authorise", "/readyz", "/metrics", "/assets/no-such-file.js"])
def test_what_is_not_public_looks_as_if_it_were_not_there(split: Product, path: str) -> None:
    answer = httpx.get(f"{split.url}{path}")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_too_much_is_refused_in_our_own_form_behind_nginx_too(single: Product, split: Product) -> None:
    for product in (single, split):
        answer = httpx.post(f"{product.url}/api/placements/v1/cases", json={"reason": "x" * 70_000})

        assert (answer.status_code, answer.json()["code"]) in {(413, "too_large"), (401, "missing_token")}


def test_no_log_holds_the_code_of_a_link(split: Product) -> None:
    httpx.get(f"{split.url}/r/a-code-that-opens-something?also=this")

    log = (split.var / "split" / "run" / "access.log").read_text()

    assert '"/r/*"' in log
    assert "a-code-that-opens-something" not in log
    assert "also=this" not in log
