"""Remakes the pictures of the README from the demo on a fixed day; nobody edits them by hand (FR-6)."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from small_png import lighter

from e2e.browsers import find_chromium, launch_arguments
from e2e.product import ROOT, started

PICTURES = ROOT / "docs" / "pictures"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 900, "height": 1000}
MOST_BYTES = 150_000


def main() -> None:
    """Raises when a picture is heavier than a README should carry (FA-23)."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("No Chromium here: install it or set CHROMIUM.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        started("single", Path(folder) / "var") as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_arguments(chromium))
        _staff(browser, product.url)
        _school(browser, product.url)
        browser.close()
    heavy = [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > MOST_BYTES]
    if heavy:
        sys.exit(f"Heavier than {MOST_BYTES // 1000} kB: {', '.join(heavy)}")


def _staff(browser: Browser, url: str) -> None:
    page = _page(browser, WIDE)
    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name="Joy Osei").click()
    page.get_by_role("link", name="Mason Kerr").first.wait_for()
    _take(page, "today")
    page.get_by_role("link", name="Mason Kerr").first.click()
    page.get_by_role("link", name="Applications", exact=True).last.click()
    page.get_by_role("link", name="Beacon Hill").first.click()
    page.get_by_text("The school’s answer").first.wait_for()
    _take(page, "application")
    page.goto(f"{url}/schools/9990008")
    page.get_by_text("What these figures rest on").first.wait_for()
    _take(page, "school")


def _school(browser: Browser, url: str) -> None:
    page = _page(browser, NARROW)
    page.goto(f"{url}/r/demo-ashby-road")
    page.get_by_role("radio", name="Yes, we can offer a full-time place").check()
    _take(page, "reply")


def _page(browser: Browser, size: dict[str, int]) -> Page:
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, locale="en-GB", timezone_id="Europe/London"
    )
    return context.new_page()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    (PICTURES / f"{name}.png").write_bytes(lighter(page.screenshot()))


if __name__ == "__main__":
    main()
