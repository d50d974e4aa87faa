"""The first morning on real input: from the register and a return to a child on roll and a reconciled ledger."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, text

from e2e.importing import import_registers
from e2e.inputs import TODAY, AskedSchool, Inputs, chosen_inputs
from e2e.people import Person, link_in_mail, words_of_all_mails
from e2e.product import Product
from kit.db.embedded import EmbeddedServer

NAME = ("Dara", "Quill")
MONEY = "540.00"
PAID = "£540"
RATE = 2_630
REGISTER_READ_SECONDS = 180

People = Callable[[], Person]


@dataclass
class Story:
    """What the steps hand on to each other."""

    product: Product
    inputs: Inputs
    somebody: People
    child_id: str = ""
    eligible: int = 0

    @property
    def yes_school(self) -> AskedSchool:
        return self.inputs.schools[0]

    @property
    def no_school(self) -> AskedSchool:
        return self.inputs.schools[1]


@pytest.fixture(params=["single", "split"])
def product(request: pytest.FixtureRequest) -> Product:
    running: Product = request.getfixturevalue(request.param)
    return running


@pytest.fixture
def somebody(browser: Browser, product: Product, browser_context_args: dict[str, object], said: list[str]) -> People:
    """Each person has a browser of their own; none of them may say anything in its console."""

    def arrive() -> Person:
        context = browser.new_context(**browser_context_args)  # type: ignore[arg-type]
        context.on("page", lambda page: page.on("console", lambda message: said.append(message.text)))
        context.on("page", lambda page: page.on("pageerror", lambda error: said.append(str(error))))
        return Person(context, product.url)

    return arrive


@pytest.fixture
def said() -> list[str]:
    return []


def test_first_morning(product: Product, somebody: People, said: list[str], tmp_path: Path) -> None:
    story = Story(product, chosen_inputs(), somebody)

    story.eligible = import_registers(product, story.inputs, tmp_path)
    officer = somebody().sign_in("Robin Ellery")
    name_child_and_ask(story, officer)
    schools_answer(story)
    bring_on_roll(story, officer)
    wait_until_money_knows_the_child(story)
    pay(story, officer)
    account(story, officer)
    look_at_schools(story)

    assert not said, said


def name_child_and_ask(story: Story, officer: Person) -> None:
    officer.go("/?scope=team")
    officer.heading(re.compile("Today, Monday 23 November"))
    officer.go("/children")
    officer.follow(story.inputs.child)
    officer.heading(story.inputs.child)
    story.child_id = officer.page.url.split("/children/")[1].split("/")[0]

    officer.follow("Enter the name")
    officer.fill("First name", NAME[0])
    officer.fill("Surname", NAME[1])
    officer.fill("Social worker’s name", "Kim Ashe")
    officer.fill("Telephone", "01632 960 145")
    officer.press("Keep the name")
    officer.heading(" ".join(NAME))

    officer.follow("Open a case")
    officer.choose("Why is a school place needed?", "Moved placement")
    officer.date("Since when?", TODAY - timedelta(days=21))
    officer.press("Open the case")
    officer.reads("The case is open")
    officer.go("/?scope=team")
    expect(officer.row(" ".join(NAME))).to_contain_text("15")  # school days since 2 November

    officer.go(f"/children/{story.child_id}/applications/new")
    for school in story.inputs.schools:
        officer.fill("School’s name, URN or postcode", str(school.urn))
        officer.press("Find")
        officer.row(str(school.urn)).get_by_role("button", name="Choose").click()
    officer.fill("What helps the child learn", "Science, a seat near the door, a warning before changes.")
    officer.press("Go on to the 2 letters")
    officer.press("Send to 2 schools")
    officer.reads(f"Sent to {story.yes_school.name}")


def schools_answer(story: Story) -> None:
    """Without an account: one offers, one refuses on a ground that the law does not allow."""
    mail = story.product.mail
    offering = story.somebody()
    offering.page.goto(link_in_mail(mail, "place_request", story.yes_school.mailbox))
    offering.heading(re.compile("a place"))
    offering.reads("D.Q.")
    offering.tick("Yes, we can offer a full-time place")
    offering.fill("From which day?", TODAY.isoformat())
    offering.press("Send answer")
    offering.reads("nothing else to do")

    refusing = story.somebody()
    refusing.page.goto(link_in_mail(mail, "place_request", story.no_school.mailbox))
    refusing.tick("No")
    refusing.page.get_by_label("Reason").select_option(value="BEHAVIOUR")
    refusing.reads("You can still send it")
    refusing.press("Send answer")
    refusing.reads("nothing else to do")
    for part in NAME:
        assert part not in words_of_all_mails(mail), "a mail names the child"


def bring_on_roll(story: Story, officer: Person) -> None:
    officer.go(f"/children/{story.child_id}/applications")
    officer.follow(story.yes_school.name)
    officer.reads("Place offered")
    officer.follow("Accept the offer")
    officer.press("Accept the offer")
    officer.reads("Next: agree the start")
    officer.follow("Agree the start")
    officer.press("Agree the start")
    officer.reads("Next: confirm the first day")
    officer.follow("Confirm the first day")
    officer.press("Confirm the first day")
    officer.reads(f"On roll at {story.yes_school.name}")

    officer.go(f"/children/{story.child_id}/applications")
    expect(officer.row(story.no_school.name)).to_contain_text("Replaced")
    officer.go("/?scope=team")
    officer.heading(re.compile("Today"))
    expect(officer.row(" ".join(NAME))).to_have_count(0)


def pay(story: Story, officer: Person) -> None:
    """One enters, another posts; one asks, another decides, a third releases."""
    finance, head = story.somebody().sign_in("Lee Arden"), story.somebody().sign_in("Morgan Hale")
    finance.go("/funding/awards")
    finance.choose("Kind", "Provisional")
    finance.fill("Children counted", str(story.eligible))
    finance.page.locator("section").filter(has_text="Enter an award").get_by_label("Where the figure").fill("Own count")
    finance.press("Enter the award")
    finance.reads("The award is entered")
    head.go("/funding/awards")
    head.press(re.compile("^Post"))
    head.reads(f"The award of £{story.eligible * RATE:,} is posted")

    finance.go("/funding/payees")
    finance.fill("School’s URN", str(story.yes_school.urn))
    finance.fill("Supplier number", "S00417")
    finance.press("Enter the payee")
    finance.reads("A second person verifies it")
    head.go("/funding/payees")
    head.press(re.compile("^Verify"))
    head.reads("is verified")

    ask_for_money(story, officer)
    head.go(officer.page.url.removeprefix(story.product.url))
    head.tick(re.compile(f"Agree {PAID}"))
    head.press("Decide")
    head.reads("The money is agreed")

    finance.go("/funding/payments")
    finance.press("Make a batch of 1 payment")
    for step, said in (
        ("Check the batch", "The batch is checked"),
        ("Approve the batch", "The batch is approved"),
        ("Make the payment file", "The payment file is made"),
        ("Record the bank’s answer", "The bank’s answer is kept for 1 line"),
    ):
        finance.press(step)
        finance.reads(said)
    assert NAME[1] not in finance.page.content(), "finance reads a child's name"


def ask_for_money(story: Story, officer: Person) -> None:
    officer.go(f"/children/{story.child_id}/funding")
    officer.follow("Ask for money")
    officer.choose("What is it for?", "One-to-one tuition")
    officer.fill("In a few words", "Maths, one hour a week")
    officer.fill("Amount", MONEY)
    officer.date("First day", TODAY + timedelta(days=7))
    officer.date("Last day", TODAY + timedelta(days=90))
    officer.fill("Which need in the personal education plan?", "Fractions and number sense")
    officer.press("Send the request")
    officer.reads("The request is sent")


def wait_until_money_knows_the_child(story: Story) -> None:
    """The whole register was told to funding before the child was: 84,000 events take their time to be read."""
    with EmbeddedServer(story.product.var / "postgres").start() as server:
        engine = create_engine(server.url("onroll"))
        known = text("select count(*) from funding.children where authority = '998' and id = :child")
        for _ in range(REGISTER_READ_SECONDS):
            with engine.connect() as connection:
                if connection.execute(known, {"child": story.child_id}).scalar_one():
                    break
            time.sleep(1)
        else:
            raise AssertionError("funding never learned of the child")
        engine.dispose()


def account(story: Story, officer: Person) -> None:
    officer.go("/funding/returns")
    officer.press("Ask the schools")
    officer.reads("1 school asked, 1 e-mail sent")
    school = story.somebody()
    school.page.goto(link_in_mail(story.product.mail, "spend_return", story.yes_school.mailbox))
    school.reads("Maths, one hour a week")
    school.page.get_by_label("Did it help?").select_option(label="Yes")
    school.press("All spent as agreed: send")
    school.heading("Thank you: you have accounted for the money")

    officer.go("/funding/returns")
    officer.follow(story.yes_school.name)
    officer.press("Accept the return")
    officer.reads("The return is accepted and posted")
    finance = story.somebody().sign_in("Lee Arden")
    finance.go("/funding/statement")
    finance.reads(f"The books meet the award of £{story.eligible * RATE:,}")
    finance.press("Check the chain")
    finance.reads(re.compile(r"Unbroken: \d+ postings checked"))


def look_at_schools(story: Story) -> None:
    """The school's page shows what happened, and never a rank or a score."""
    head = story.somebody().sign_in("Morgan Hale")
    head.go(f"/schools/{story.yes_school.urn}")
    head.heading(story.yes_school.name)
    head.reads("Asked for a place")
    head.reads("1 child")
    head.reads(f"{PAID} paid, {PAID} accounted for")
    head.go(f"/schools/{story.no_school.urn}")
    head.heading(story.no_school.name)
    head.reads("not a ground for a child in care")
    words = head.page.locator("main").inner_text().lower()
    assert not re.search(r"\brank(ed|ing)?\b|\bscore\b|league|out of 10\b", words)
