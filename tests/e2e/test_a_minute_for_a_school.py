"""A school answers by its link, from the keyboard alone: at most 4 fields, 1 of them required, under 20 keystrokes."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from e2e.product import Product

MOST_KEYSTROKES = 20
MOST_FIELDS = 4
START = {True: "30112026", False: "11302026"}
LINK = "/r/demo-ashby-road"


class Keyboard:
    """Counts every key that is pressed."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.strokes = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.strokes += 1

    def go_to(self, label: str) -> None:
        """Tab by tab; a field it cannot reach would be passed for ever, so it gives up."""
        for _ in range(MOST_KEYSTROKES):
            if self.focus() == label:
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {label}")

    def focus(self) -> str:
        """The label of what the next key goes to."""
        words: str = self._page.evaluate(
            "(e => e.labels?.[0]?.innerText || e.innerText || e.tagName)(document.activeElement)"
        )
        return words.strip()


def opened(browser: Browser, arguments: dict[str, Any], product: Product) -> tuple[Page, Keyboard]:
    """The form. Where an answer has been sent, one more button stands before it."""
    page = browser.new_context(**arguments).new_page()
    page.goto(product.url + LINK)
    keys = Keyboard(page)
    send, change = (page.get_by_role("button", name=name) for name in ("Send answer", "Change the answer"))
    expect(send.or_(change)).to_be_visible(timeout=15_000)
    if change.is_visible():
        keys.go_to("Change the answer")
        keys.press("Enter")
        expect(send).to_be_visible()
    keys.press("Tab")
    return page, keys


def test_a_refusal_takes_under_twenty_keystrokes_and_one_required_field(
    single: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page, keys = opened(browser, browser_context_args, single)

    keys.press("Space")
    while keys.focus() != "No":
        keys.press("ArrowDown")
    keys.press("Tab", "ArrowDown")
    asked = fields(page)
    keys.go_to("Send answer")
    keys.press("Enter")

    sent(page)
    assert keys.strokes < MOST_KEYSTROKES
    assert asked == {"answer", "reason_code", "comment"}


def test_an_offer_takes_under_twenty_keystrokes(
    single: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page, keys = opened(browser, browser_context_args, single)

    keys.press("Space")
    while "offer a full-time" not in keys.focus():
        keys.press("ArrowUp")
    keys.press("Tab", *START[day_comes_first(browser)])
    asked = fields(page)
    keys.go_to("Send answer")
    keys.press("Enter")

    sent(page)
    assert keys.strokes < MOST_KEYSTROKES
    assert asked == {"answer", "start_on", "comment"}


def day_comes_first(browser: Browser) -> bool:
    """A date box has the order of the browser's own language, which no page can ask for."""
    page = browser.new_page()
    page.set_content('<input type="date">')
    page.keyboard.press("Tab")
    page.keyboard.type("07122026")
    return page.locator("input").input_value() == "2026-12-07"


def fields(page: Page) -> set[str]:
    """The names of what can be filled in just now."""
    found = set(page.locator("form [name]").evaluate_all("all => all.map(one => one.name)"))
    assert len(found) <= MOST_FIELDS
    return found


def sent(page: Page) -> None:
    """Nothing is left to do."""
    expect(page.get_by_role("button", name="Send answer")).to_be_hidden(timeout=15_000)
    expect(page.get_by_text("nothing else to do", exact=False).first).to_be_visible()
