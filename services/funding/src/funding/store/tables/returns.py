"""Return rounds, spend returns, their lines, and how schools were asked."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, text

from funding.domain.returns.spend_return import ImpactRating, ReturnLineState
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from funding.store.tables.metadata import (
    METADATA,
    at_least_nothing,
    child,
    day,
    instant,
    is_term,
    is_year,
    number,
    one_of,
    pence,
    person,
    uid,
    urn,
    version,
    word,
)
from funding.store.tables.requests import REQUESTS
from kit.db.tables import D0, D1, D2, D3, tenant_table

RETURN_ROUNDS: Final = tenant_table(
    METADATA,
    "return_rounds",
    uid(),
    word("term"),
    day("opens_on"),
    day("due_on"),
    person("opened_by"),
    version(),
    UniqueConstraint("authority", "term", name="uq_return_rounds_term"),
    is_term(),
)

RETURNS: Final = tenant_table(
    METADATA,
    "returns",
    uid(),
    uid("round_id"),
    urn(info=D1),
    word("term"),
    day("due_on"),
    day("extended_to", optional=True),
    word("state"),
    word("note", D3, optional=True),
    day("asked_on"),
    word("mailbox", D1, optional=True),
    instant("opened_at", optional=True),
    instant("submitted_at", optional=True),
    day("submitted_on", optional=True),
    word("submitted_by_role", optional=True),
    number("seconds_to_complete", optional=True),
    number("reminders"),
    number("overdue_reminders"),
    number("escalations"),
    instant("last_chased_at", optional=True),
    Column("as_agreed", Boolean, nullable=False, server_default=text("false"), info=D0),
    person("accepted_by", optional=True),
    day("accepted_on", optional=True),
    version(),
    UniqueConstraint("authority", "school_urn", "term", name="uq_returns_school_term"),
    ForeignKeyConstraint(
        ["authority", "round_id"], [RETURN_ROUNDS.c.authority, RETURN_ROUNDS.c.id], name="fk_returns_round"
    ),
    one_of("state", ReturnState),
    is_term(),
    Index("ix_returns_list", "authority", "state", "id"),
)

RETURN_LINES: Final = tenant_table(
    METADATA,
    "return_lines",
    uid(),
    uid("return_id"),
    number("position"),
    child(),
    uid("request_id"),
    uid("request_line_id"),
    uid("target_id", optional=True),
    word("scheme"),
    word("financial_year"),
    day("service_from"),
    day("service_to"),
    word("tier", D2, optional=True),
    word("eef_code", D2, optional=True),
    word("spend_code", D2),
    word("description", D3),
    pence("paid_pence", D2),
    pence("charged_to_grant_pence", D2),
    word("impact_rating", D3, optional=True),
    day("review_on", optional=True),
    number("receipts"),
    Column("saved", Boolean, nullable=False, info=D0),
    word("state"),
    word("rejected_for", D3, optional=True),
    pence("evidenced_pence", D2),
    ForeignKeyConstraint(
        ["authority", "return_id"], [RETURNS.c.authority, RETURNS.c.id], name="fk_return_lines_return"
    ),
    ForeignKeyConstraint(
        ["authority", "request_id"], [REQUESTS.c.authority, REQUESTS.c.id], name="fk_return_lines_request"
    ),
    UniqueConstraint("authority", "return_id", "position", name="uq_return_lines_position"),
    one_of("scheme", Scheme),
    one_of("impact_rating", ImpactRating),
    one_of("state", ReturnLineState),
    is_year(),
    at_least_nothing("paid_pence", "charged_to_grant_pence", "evidenced_pence"),
    Index("ix_return_lines_request_line", "authority", "request_line_id"),
)

RETURN_CHASES: Final = tenant_table(
    METADATA,
    "return_chases",
    uid(),
    uid("return_id"),
    word("kind"),
    day("scheduled_for"),
    instant("sent_at", optional=True),
    word("outcome"),
    ForeignKeyConstraint(
        ["authority", "return_id"], [RETURNS.c.authority, RETURNS.c.id], name="fk_return_chases_return"
    ),
    CheckConstraint("kind in ('invitation', 'reminder', 'overdue_reminder', 'escalation')", name="kind_known"),
    CheckConstraint("outcome in ('sent', 'no_mailbox')", name="outcome_known"),
    Index("ix_return_chases_return", "authority", "return_id"),
)
