"""Requests, their lines, decisions and commitments."""

from typing import Final

from sqlalchemy import Column, ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB

from funding.domain.requests.request import Fund, PayTo, RequestKind, RequestOutcome
from funding.domain.requests.states import RequestState
from funding.domain.schemes import Scheme
from funding.store.tables.awards import POLICIES
from funding.store.tables.metadata import (
    METADATA,
    at_least_nothing,
    child,
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
from kit.db.tables import D2, D3, tenant_table

REQUESTS: Final = tenant_table(
    METADATA,
    "requests",
    uid(),
    word("kind"),
    word("scheme"),
    word("financial_year"),
    word("term"),
    child(optional=True),
    Column("shares", JSONB, nullable=False, info=D2),
    urn(optional=True),
    word("pay_to"),
    uid("payee_id", optional=True),
    word("fund"),
    word("need", D3, optional=True),
    word("reason", D3, optional=True),
    word("expected_outcome", D3, optional=True),
    word("exit_strategy", D3, optional=True),
    word("child_view", D3, optional=True),
    word("central_category", optional=True),
    word("central_purpose", D2, optional=True),
    Column("lines", JSONB, nullable=False, info=D3),
    pence("asked_pence", D2),
    uid("policy_id", optional=True),
    number("policy_version", optional=True),
    word("state"),
    person("asked_by"),
    person("submitted_by", optional=True),
    instant("submitted_at", optional=True),
    person("decided_by", optional=True),
    instant("decided_at", optional=True),
    word("outcome", D2, optional=True),
    version(),
    ForeignKeyConstraint(["authority", "policy_id"], [POLICIES.c.authority, POLICIES.c.id], name="fk_requests_policy"),
    one_of("kind", RequestKind),
    one_of("scheme", Scheme),
    one_of("state", RequestState),
    one_of("fund", Fund),
    one_of("pay_to", PayTo),
    one_of("outcome", RequestOutcome),
    is_year(),
    is_term(),
    at_least_nothing("asked_pence"),
    Index("ix_requests_list", "authority", "state", "id"),
    Index("ix_requests_child", "authority", "child_id"),
    Index("ix_requests_school", "authority", "school_urn"),
)

REQUEST_DECISIONS: Final = tenant_table(
    METADATA,
    "request_decisions",
    uid("request_id"),
    uid("line_id"),
    word("outcome", D2),
    pence("approved_pence", D2),
    word("reason_code", D3, optional=True),
    word("reason", D3, optional=True),
    ForeignKeyConstraint(
        ["authority", "request_id"], [REQUESTS.c.authority, REQUESTS.c.id], name="fk_request_decisions_request"
    ),
    one_of("outcome", RequestOutcome),
    at_least_nothing("approved_pence"),
    key=("request_id", "line_id"),
)

COMMITMENTS: Final = tenant_table(
    METADATA,
    "commitments",
    uid(),
    uid("request_id"),
    uid("line_id"),
    child(optional=True),
    word("financial_year"),
    pence("pence", D2),
    ForeignKeyConstraint(
        ["authority", "request_id"], [REQUESTS.c.authority, REQUESTS.c.id], name="fk_commitments_request"
    ),
    is_year(),
    at_least_nothing("pence"),
    Index("ix_commitments_request", "authority", "request_id"),
)
