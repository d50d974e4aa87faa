"""Builds the placements service and what works beside its requests."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI

from kit.feed.source import Feed
from kit.feed.worker import Worker
from kit.web.app import build_app
from kit.web.feed import feed_router
from kit.web.reply_links import reply_link_router
from kit.web.runtime import Runtime
from kit.web.service import Service
from placements.actions.reissue_link import wish_for_link
from placements.api import (
    alerts,
    answer_steps,
    application_steps,
    applications,
    approvals,
    authorities,
    bundles,
    calendars,
    case_steps,
    cases,
    child_intervals,
    child_questions,
    child_restricted,
    children,
    contacts,
    direction_steps,
    due_dates,
    ending_steps,
    exports,
    handover,
    imports,
    inbox,
    legal_rules,
    letters,
    moves,
    other_ways,
    overview,
    profiles,
    reminders,
    reply,
    reply_contacts,
    reply_links,
    reports,
    rules,
    school_days,
    school_facts,
    schools,
    schools_nearby,
    settings,
    signatures,
    timelines,
    today,
    vacancies,
)
from placements.api.problems import PROBLEMS
from placements.imports import expiring, worker
from placements.jobs import (
    ask_contacts,
    chase_schools,
    close_placed_cases,
    count_case_days,
    end_of_year_11,
    expire_clocks,
    note_bounces,
    open_phase_transfer_cases,
    raise_alerts,
    recompute_clocks,
    reissue_links,
    render_bundles,
    render_letters,
    run_exports,
    watch_directions,
)
from placements.settings import Settings
from placements.store.tables.every import whole

SERVICE: Final = Service(
    name="placements",
    title="Onroll placements",
    summary="Cases, applications, clocks and letters until a child in care is on a school's roll.",
    metadata=whole(),
    problems=PROBLEMS,
    routers=(
        today.router,
        alerts.router,
        due_dates.router,
        applications.router,
        application_steps.router,
        answer_steps.router,
        ending_steps.router,
        cases.router,
        case_steps.router,
        approvals.router,
        children.router,
        child_intervals.router,
        child_restricted.router,
        moves.router,
        timelines.router,
        schools.router,
        schools_nearby.router,
        authorities.router,
        calendars.router,
        school_days.router,
        school_facts.router,
        profiles.router,
        vacancies.router,
        contacts.router,
        settings.router,
        imports.router,
        child_questions.router,
        inbox.router,
        reply.router,
        reply_contacts.router,
        reply_links.of_application,
        reply_links.of_link,
        reminders.router,
        letters.router,
        letters.templates,
        bundles.router,
        bundles.of_applications,
        reports.router,
        overview.router,
        handover.router,
        exports.router,
        rules.router,
        legal_rules.router,
        direction_steps.router,
        other_ways.router,
        signatures.router,
        reply_link_router("placements", wish_for_link),
        feed_router("placements"),
    ),
)


def build(runtime: Runtime | None = None, settings: Settings | None = None) -> FastAPI:
    """The app; without a runtime it describes itself and answers nothing."""
    app = build_app(SERVICE, runtime)
    if runtime is not None:
        held = settings or Settings()
        app.state.base_url = held.base_url
        app.state.only_authority = held.only_authority
    return app


def workers(runtime: Runtime, sources: Mapping[str, Feed], settings: Settings | None = None) -> list[Worker]:
    """Everything that runs beside the requests; placements reads nobody's feed."""
    base_url = (settings or Settings()).base_url
    return [
        recompute_clocks.nightly(runtime, base_url),
        expire_clocks.nightly(runtime, base_url),
        watch_directions.nightly(runtime, base_url),
        raise_alerts.watching(runtime),
        chase_schools.each_morning(runtime, base_url),
        open_phase_transfer_cases.nightly(runtime, base_url),
        end_of_year_11.nightly(runtime, base_url),
        close_placed_cases.nightly(runtime, base_url),
        count_case_days.nightly(runtime, base_url),
        reissue_links.door(runtime, base_url),
        note_bounces.door(runtime),
        render_letters.at_the_press(runtime),
        run_exports.at_the_press(runtime),
        run_exports.sweeper(runtime),
        ask_contacts.yearly(runtime, base_url),
        render_bundles.at_the_press(runtime, base_url),
        worker.counter(runtime, base_url),
        expiring.sweeper(runtime),
    ]
