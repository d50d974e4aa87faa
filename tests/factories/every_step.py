"""Every operation in every state for every role: what is sent, what stands in the way, and what should."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import psycopg

from factories.escalating import ADVICE, consultation, notice
from factories.exampleshire import OFFICER_POST, REVIEWER_POST, ST_BEDE, WORKER_POST
from factories.placements_house import House
from kit.auth.rights import load
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient
from placements.domain.application_states import TERMINAL, ApplicationState
from placements.domain.child import SenStatus
from placements.domain.permitted import AFTER_NAMING, OPERATIONS
from placements.domain.routes import Route
from placements.domain.steps import PATHS, Step, actors_of
from placements.domain.transitions import TRANSITIONS
from placements.store.tables.applications import APPLICATIONS

S = ApplicationState
Bodies = Mapping[str, dict[str, Any]]
TODAY: Final = "2026-11-09"
LOGGED: Final = {"answer_reference": "letter of 12 November"}
PLAIN: Final[Bodies] = {
    "make_ready": {},
    "reopen_draft": {},
    "submit_application": {},
    "acknowledge_application": {},
    "ask_question": {"questions": ["Which languages does the child speak?"]},
    "answer_question": {"answer": "English and Polish."},
    "record_offer": {"start_on": "2026-11-16", **LOGGED},
    "offer_with_conditions": {"conditions": ["TRIAL"], **LOGGED},
    "record_refusal": {"codes": ["FULL_YEAR_GROUP"], **LOGGED},
    "challenge_refusal": {},
    "keep_refusal": {"reply": "We stay with our answer."},
    "accept_offer": {"accepted_by": "carer"},
    "decline_offer": {"reason": "too_far"},
    "withdraw_offer": {"basis": "none", **LOGGED},
    "agree_start": {"start_on": "2026-11-16"},
    "fail_start": {"cause": "school", "reason": "Nobody was at the gate."},
    "record_enrolment": {"first_day_on": "2026-11-16"},
    "record_appeal": {"lodged_on": "2026-11-09"},
    "withdraw_application": {"reason": "other_school_chosen"},
    "supersede_application": {"reason": "placed"},
    "mark_duplicate": {},
    "correct_application": {
        "field": "receipt_proof",
        "receipt_proof": "post_delivery",
        "reason": "The post office has sent its slip.",
        "proof": "slip 14",
    },
}
"""What each operation needs to be heard."""
TOWARDS_A_DIRECTION: Final[Bodies] = {
    "recommend_direction": ADVICE,
    "return_recommendation": {"question": "Has the head been asked again?"},
    "consult_admission_authority": consultation(TODAY),
    "record_consultation_reply": {"willing": False, "representations": "We are full."},
    "serve_notice": notice(TODAY),
    "refer_to_adjudicator": {"referred_on": TODAY, "osa_ref": "OSA 14"},
    "record_determination": {"outcome": "upheld", "determined_on": TODAY, "osa_letter": "letter 9 November"},
    "direct_admission": {"signed_on": TODAY, "adjudicator_checked": True},
    "ask_secretary_of_state": {},
    "log_secretary_of_state": {"dfe_wrote_on": TODAY},
    "record_secretary_of_state_outcome": {"outcome": "directed", "decided_on": TODAY, "dfe_letter": "letter 9"},
    "notify_own_authority": consultation(TODAY),
    "admit_by_own_authority": {"start_on": "2026-11-16"},
    "refer_to_fair_access": {"accepted_on": TODAY},
    "allocate_by_fair_access": {"school_urn": ST_BEDE},
    "consult_on_plan": {},
    "record_plan_reply": {"reply": "can_meet"},
    "name_in_plan": {"named_on": TODAY},
}
BY_PLAN: Final = frozenset({"consult_on_plan", "record_plan_reply", "name_in_plan"})
_MEANT: Final = {
    "record_determination": Step.DETERMINE_UPHELD,
    "record_secretary_of_state_outcome": Step.SECRETARY_OF_STATE_DIRECTS,
}
"""Of several steps that are one operation, the one the body above means."""
STEP_OF: Final = {**{OPERATIONS[step]: step for step in OPERATIONS}, **_MEANT}
ROLES: Final = (
    Role.VSH,
    Role.VS_OFFICER,
    Role.LA_SIGNATORY,
    Role.LA_ADMISSIONS,
    Role.SOCIAL_WORKER,
    Role.SEND_OFFICER,
    Role.IRO,
    Role.SCHOOL_HEAD,
    Role.SCHOOL_ADMISSIONS,
    Role.DESIGNATED_TEACHER,
)
OF_A_SCHOOL: Final = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_ADMISSIONS, Role.DESIGNATED_TEACHER})
HIDDEN_FROM_SCHOOLS: Final = frozenset({S.DRAFT, S.READY})


@dataclass
class Bench:
    """Puts an application like the pattern into any state, one at a time, and away again."""

    connection: psycopg.Connection[Any]
    pattern: str
    put_away: str
    used: int = 0

    def copy(self, state: S, *, by_plan: bool = False) -> str:
        """The entry year keeps each of them apart (PL-605)."""
        self.used += 1
        made = str(new_id())
        values = {
            "id": made,
            "entry": f"{3000 + self.used}-{(self.used + 1) % 100:02d}",
            "state": state.value,
            "closed_on": date(2026, 11, 9) if state in TERMINAL else None,
            "submitted_at": None if state in HIDDEN_FROM_SCHOOLS else datetime(2026, 11, 9, 12, tzinfo=UTC),
            "pattern": self.pattern,
            "route": Route.EHCP_NAMING if by_plan else Route.IN_YEAR_LAC,
        }
        self.connection.execute(self._statement().encode(), values)
        return made

    def put(self, application_id: str) -> None:
        """Out of its case, so that the next one meets no brothers."""
        self.connection.execute(
            "update placements.applications set case_id = %s where id = %s", (self.put_away, application_id)
        )

    def _statement(self) -> str:
        given = {
            "id": "%(id)s::uuid",
            "reference": "%(entry)s",
            "entry_academic_year": "%(entry)s",
            "state": "%(state)s",
            "route": "%(route)s",
            "version": "1",
            "closed_on": "%(closed_on)s",
            "submitted_at": "%(submitted_at)s",
        }
        names = [column.name for column in APPLICATIONS.columns]
        columns = ", ".join(names)
        values = ", ".join(given.get(name, name) for name in names)
        return (
            f"insert into placements.applications ({columns})"
            f" select {values} from placements.applications where id = %(pattern)s"
        )


async def a_child_everybody_reaches(house: House) -> dict[str, Any]:
    """By their posts, and the plan's officer because the child has support: a request to the school they are of."""
    child = await house.a_child(
        sen_status=SenStatus.SUPPORT,
        social_worker_post_id=WORKER_POST,
        iro_post_id=REVIEWER_POST,
        owner_post_id=OFFICER_POST,
    )
    return await house.asked(child.id, ST_BEDE)


async def everybody(house: House) -> dict[Role, SignedInClient]:
    house.clock.set(TODAY)
    return {
        role: await (house.account(role, school=ST_BEDE) if role in OF_A_SCHOOL else house.staff(role))
        for role in ROLES
    }


def expected(operation: str, state: S, role: Role) -> str:
    """`right`, `reach`, `table`, `actor` or `open`: what stands in the way first."""
    step = STEP_OF[operation]
    if role not in load().operations[f"placements.{operation}"].roles:
        return "right"
    if role in OF_A_SCHOOL and state in HIDDEN_FROM_SCHOOLS:
        return "reach"
    if (state, step) not in TRANSITIONS or (step is Step.REFUSE and state in AFTER_NAMING):
        return "table"
    return "open" if TRANSITIONS[state, step].who & actors_of(frozenset({role.value})) else "actor"


def kept_out_of(operation: str) -> list[Role]:
    """Roles without the right."""
    return [role for role in ROLES if role not in load().operations[f"placements.{operation}"].roles]


async def tried(bench: Bench, person: SignedInClient, operation: str, state: S) -> tuple[str, str]:
    """What stood in the way, and the code that said so."""
    application_id = bench.copy(state, by_plan=operation in BY_PLAN)
    body = {**PLAIN, **TOWARDS_A_DIRECTION}[operation]
    if operation == "mark_duplicate":
        body = {"kept_id": bench.pattern}
    path = f"/v1/applications/{application_id}/{PATHS[STEP_OF[operation]]}"
    answer = await person.send_step(path, body, version=1)
    bench.put(application_id)
    code = answer.json().get("code") if answer.status_code >= 400 else None
    return _read(answer.status_code, code), f"{answer.status_code} {code}"


def _read(status: int, code: str | None) -> str:
    known = {(404, "not_found"): "reach", (409, "step_not_allowed"): "table", (403, "forbidden_role"): "actor"}
    if (status, code) in known:
        return known[status, code or ""]
    return "open" if status in {200, 409, 422} else f"{status} {code}"
