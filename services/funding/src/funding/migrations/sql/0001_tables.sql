-- The tables of the first release, as they were then: written once from the metadata and never changed again.
CREATE TABLE funding.balances (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  financial_year TEXT NOT NULL,
  scheme TEXT NOT NULL,
  account TEXT NOT NULL,
  child_id UUID,
  school_urn INTEGER,
  payee_id UUID,
  term TEXT,
  request_id UUID,
  central_category TEXT,
  pence BIGINT NOT NULL,
  CONSTRAINT pk_balances PRIMARY KEY (authority, id),
  CONSTRAINT uq_balances_cell UNIQUE NULLS NOT DISTINCT (authority, financial_year, scheme, account, child_id, school_urn, payee_id, term, request_id, central_category)
);
CREATE INDEX ix_balances_child ON funding.balances (authority, account, child_id);
CREATE INDEX ix_balances_school ON funding.balances (authority, account, school_urn);

CREATE TABLE funding.calendar_terms (
  authority TEXT NOT NULL,
  academic_year TEXT NOT NULL,
  position INTEGER NOT NULL,
  term TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  CONSTRAINT pk_calendar_terms PRIMARY KEY (authority, academic_year, position)
);

CREATE TABLE funding.calendars (
  authority TEXT NOT NULL,
  academic_year TEXT NOT NULL,
  covers_from DATE NOT NULL,
  covers_to DATE NOT NULL,
  school_days DATE[] NOT NULL,
  CONSTRAINT pk_calendars PRIMARY KEY (authority, academic_year)
);

CREATE TABLE funding.care_intervals (
  authority TEXT NOT NULL,
  child_id UUID NOT NULL,
  position INTEGER NOT NULL,
  status TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE,
  short_break BOOLEAN NOT NULL,
  end_reason TEXT,
  CONSTRAINT pk_care_intervals PRIMARY KEY (authority, child_id, position)
);

CREATE TABLE funding.children (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  initials TEXT,
  year_group TEXT,
  academic_year TEXT,
  sen TEXT,
  CONSTRAINT pk_children PRIMARY KEY (authority, id)
);

CREATE TABLE funding.finance_codes (
  authority TEXT NOT NULL,
  posting_type TEXT NOT NULL,
  school_group TEXT NOT NULL,
  cost_centre TEXT NOT NULL,
  account TEXT NOT NULL,
  project TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  CONSTRAINT pk_finance_codes PRIMARY KEY (authority, posting_type, school_group),
  CONSTRAINT ck_finance_codes_posting_type_known CHECK (posting_type in ('base', 'topup', 'central', 'eypp', 'post16'))
);

CREATE TABLE funding.grant_receipts (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  instalment INTEGER NOT NULL,
  expected_on DATE NOT NULL,
  expected_pence BIGINT NOT NULL,
  received_on DATE,
  received_pence BIGINT,
  reference TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_grant_receipts PRIMARY KEY (authority, id),
  CONSTRAINT uq_grant_receipts_instalment UNIQUE (authority, financial_year, scheme, instalment),
  CONSTRAINT ck_grant_receipts_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_grant_receipts_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_grant_receipts_expected_pence_at_least_0 CHECK (expected_pence >= 0)
);

CREATE TABLE funding.journals (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  effective_on DATE NOT NULL,
  source_type TEXT NOT NULL,
  source_id UUID NOT NULL,
  actor_id TEXT NOT NULL,
  reason TEXT,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  reverses_journal_id UUID,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT pk_journals PRIMARY KEY (authority, id),
  CONSTRAINT uq_journals_tx UNIQUE (authority, id, tx),
  CONSTRAINT uq_journals_seq UNIQUE (authority, seq),
  CONSTRAINT uq_journals_key UNIQUE (authority, idempotency_key),
  CONSTRAINT uq_journals_reversed UNIQUE (authority, reverses_journal_id),
  CONSTRAINT fk_journals_reversed FOREIGN KEY(authority, reverses_journal_id) REFERENCES funding.journals (authority, id),
  CONSTRAINT ck_journals_kind_known CHECK (kind in ('J1', 'J2', 'J3', 'J4', 'J5', 'J6', 'J7', 'J8', 'J9', 'J10', 'J11', 'J12', 'J13', 'J14', 'J15', 'J16', 'JR'))
);
CREATE INDEX ix_journals_source ON funding.journals (authority, source_type, source_id);

CREATE TABLE funding.ledger_heads (
  authority TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  posted_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_ledger_heads PRIMARY KEY (authority)
);

CREATE TABLE funding.link_reissues (
  id BIGINT GENERATED ALWAYS AS IDENTITY,
  authority TEXT NOT NULL,
  link_id UUID NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  done_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_link_reissues PRIMARY KEY (id)
);
CREATE INDEX ix_link_reissues_link ON funding.link_reissues (link_id);
CREATE INDEX ix_link_reissues_open ON funding.link_reissues (id) WHERE done_at is null;

CREATE TABLE funding.payees (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  school_urn INTEGER,
  name TEXT NOT NULL,
  ofsted_ref TEXT,
  supplier_no TEXT,
  state TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  verified_by TEXT,
  verified_on DATE,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_payees PRIMARY KEY (authority, id),
  CONSTRAINT uq_payees_school UNIQUE (authority, school_urn),
  CONSTRAINT ck_payees_kind_known CHECK (kind in ('school', 'provider', 'supplier')),
  CONSTRAINT ck_payees_state_known CHECK (state in ('new', 'awaiting_supplier', 'verified', 'blocked'))
);
CREATE INDEX ix_payees_name ON funding.payees (authority, name, id);

CREATE TABLE funding.payment_batches (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  scheme TEXT NOT NULL,
  state TEXT NOT NULL,
  failures JSONB DEFAULT '[]' NOT NULL,
  created_by TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  checked_by TEXT,
  approved_by TEXT,
  approved_at TIMESTAMP WITH TIME ZONE,
  exported_at TIMESTAMP WITH TIME ZONE,
  file_sha256 TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_payment_batches PRIMARY KEY (authority, id),
  CONSTRAINT ck_payment_batches_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_payment_batches_state_known CHECK (state in ('draft', 'checked', 'approved', 'exported', 'confirmed', 'discarded'))
);

CREATE TABLE funding.payment_numbers (
  authority TEXT NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_payment_numbers PRIMARY KEY (authority)
);

CREATE TABLE funding.periods (
  authority TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_periods PRIMARY KEY (authority, financial_year),
  CONSTRAINT ck_periods_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_periods_state_known CHECK (state in ('planned', 'open', 'soft_closed', 'closed'))
);

CREATE TABLE funding.policies (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  effective_from DATE NOT NULL,
  state TEXT NOT NULL,
  params JSONB NOT NULL,
  notes TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  published_by TEXT,
  published_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_policies PRIMARY KEY (authority, id),
  CONSTRAINT uq_policies_version UNIQUE (authority, scheme, financial_year, policy_version),
  CONSTRAINT ck_policies_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_policies_state_known CHECK (state in ('draft', 'published', 'superseded')),
  CONSTRAINT ck_policies_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$')
);

CREATE TABLE funding.rates (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  effective_from DATE NOT NULL,
  unit TEXT NOT NULL,
  pence BIGINT NOT NULL,
  cap_minutes INTEGER,
  verified BOOLEAN NOT NULL,
  source TEXT NOT NULL,
  note TEXT,
  entered_by TEXT NOT NULL,
  confirmed_by TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_rates PRIMARY KEY (authority, id),
  CONSTRAINT ck_rates_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_rates_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_rates_pence_at_least_0 CHECK (pence >= 0)
);
CREATE INDEX ix_rates_year ON funding.rates (authority, financial_year, scheme);

CREATE TABLE funding.return_rounds (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  term TEXT NOT NULL,
  opens_on DATE NOT NULL,
  due_on DATE NOT NULL,
  opened_by TEXT NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_return_rounds PRIMARY KEY (authority, id),
  CONSTRAINT uq_return_rounds_term UNIQUE (authority, term),
  CONSTRAINT ck_return_rounds_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$')
);

CREATE TABLE funding.roll_intervals (
  authority TEXT NOT NULL,
  child_id UUID NOT NULL,
  position INTEGER NOT NULL,
  school_urn INTEGER NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE,
  kind TEXT NOT NULL,
  CONSTRAINT pk_roll_intervals PRIMARY KEY (authority, child_id, position)
);
CREATE INDEX ix_roll_intervals_school ON funding.roll_intervals (authority, school_urn);

CREATE TABLE funding.school_contacts (
  authority TEXT NOT NULL,
  school_urn INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  mailbox TEXT,
  told_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_school_contacts PRIMARY KEY (authority, school_urn, purpose)
);

CREATE TABLE funding.schools (
  urn INTEGER NOT NULL,
  name TEXT NOT NULL,
  type_code INTEGER NOT NULL,
  authority TEXT NOT NULL,
  status_code INTEGER NOT NULL,
  trust_uid TEXT,
  CONSTRAINT pk_schools PRIMARY KEY (urn)
);

CREATE TABLE funding.ssda903_counts (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  return_year_end DATE NOT NULL,
  state TEXT NOT NULL,
  looked_after INTEGER NOT NULL,
  eligible INTEGER NOT NULL,
  looked_after_with_short_breaks INTEGER NOT NULL,
  eligible_with_short_breaks INTEGER NOT NULL,
  short_breaks_count BOOLEAN NOT NULL,
  header_rows INTEGER NOT NULL,
  episode_rows INTEGER NOT NULL,
  header_sha256 TEXT NOT NULL,
  episodes_sha256 TEXT NOT NULL,
  warnings JSONB NOT NULL,
  error_count INTEGER NOT NULL,
  checked_by TEXT NOT NULL,
  checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  applied_by TEXT,
  applied_at TIMESTAMP WITH TIME ZONE,
  superseded_reason TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_ssda903_counts PRIMARY KEY (authority, id),
  CONSTRAINT ck_ssda903_counts_state_known CHECK (state in ('checked', 'applied', 'superseded'))
);
CREATE UNIQUE INDEX uq_ssda903_counts_applied ON funding.ssda903_counts (authority, return_year_end) WHERE state = 'applied';

CREATE TABLE funding.awards (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  kind TEXT NOT NULL,
  children_count INTEGER,
  rate_pence BIGINT,
  award_pence BIGINT NOT NULL,
  source TEXT NOT NULL,
  notified_on DATE,
  state TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  posted_by TEXT,
  policy_id UUID,
  central_pence BIGINT,
  devolved_pence BIGINT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_awards PRIMARY KEY (authority, id),
  CONSTRAINT fk_awards_policy FOREIGN KEY(authority, policy_id) REFERENCES funding.policies (authority, id),
  CONSTRAINT ck_awards_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_awards_kind_known CHECK (kind in ('estimated', 'provisional', 'final', 'adjusted')),
  CONSTRAINT ck_awards_state_known CHECK (state in ('draft', 'posted', 'superseded')),
  CONSTRAINT ck_awards_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_awards_award_pence_at_least_0 CHECK (award_pence >= 0)
);
CREATE UNIQUE INDEX uq_awards_posted ON funding.awards (authority, financial_year, scheme) WHERE state = 'posted';

CREATE TABLE funding.journal_lines (
  authority TEXT NOT NULL,
  journal_id UUID NOT NULL,
  line_no INTEGER NOT NULL,
  account TEXT NOT NULL,
  pence BIGINT NOT NULL,
  financial_year TEXT NOT NULL,
  scheme TEXT NOT NULL,
  child_id UUID,
  school_urn INTEGER,
  payee_id UUID,
  term TEXT,
  request_id UUID,
  central_category TEXT,
  tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT pk_journal_lines PRIMARY KEY (authority, journal_id, line_no),
  CONSTRAINT fk_journal_lines_journal FOREIGN KEY(authority, journal_id, tx) REFERENCES funding.journals (authority, id, tx),
  CONSTRAINT ck_journal_lines_moves_money CHECK (pence <> 0),
  CONSTRAINT ck_journal_lines_account_known CHECK (account in ('DFE_RECEIVABLE', 'CASH', 'ADVANCED', 'SPENT', 'RECOUP_RECEIVABLE', 'UNALLOCATED', 'CENTRAL_POT', 'DEVOLVED_POT', 'CHILD_BUDGET', 'COMMITTED', 'APPLIED', 'PAYABLE', 'DFE_REPAYABLE', 'POST_YEAR_END')),
  CONSTRAINT ck_journal_lines_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_journal_lines_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_journal_lines_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$')
);

CREATE TABLE funding.payment_batch_lines (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  batch_id UUID NOT NULL,
  line_no INTEGER NOT NULL,
  payee_id UUID NOT NULL,
  payee_name TEXT NOT NULL,
  supplier_no TEXT,
  school_urn INTEGER,
  posting_type TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  term TEXT NOT NULL,
  pence BIGINT NOT NULL,
  payment_ref TEXT NOT NULL,
  cost_centre TEXT,
  account TEXT,
  project TEXT,
  tax_code TEXT,
  state TEXT NOT NULL,
  paid_on DATE,
  document_no TEXT,
  reason TEXT,
  CONSTRAINT pk_payment_batch_lines PRIMARY KEY (authority, id),
  CONSTRAINT fk_payment_batch_lines_batch FOREIGN KEY(authority, batch_id) REFERENCES funding.payment_batches (authority, id),
  CONSTRAINT fk_payment_batch_lines_payee FOREIGN KEY(authority, payee_id) REFERENCES funding.payees (authority, id),
  CONSTRAINT uq_payment_batch_lines_ref UNIQUE (authority, payment_ref),
  CONSTRAINT uq_payment_batch_lines_no UNIQUE (authority, batch_id, line_no),
  CONSTRAINT ck_payment_batch_lines_posting_type_known CHECK (posting_type in ('base', 'topup', 'central', 'eypp', 'post16')),
  CONSTRAINT ck_payment_batch_lines_state_known CHECK (state in ('open', 'paid', 'rejected')),
  CONSTRAINT ck_payment_batch_lines_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_payment_batch_lines_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$'),
  CONSTRAINT ck_payment_batch_lines_pence_at_least_0 CHECK (pence >= 0)
);

CREATE TABLE funding.payment_files (
  authority TEXT NOT NULL,
  batch_id UUID NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT pk_payment_files PRIMARY KEY (authority, batch_id),
  CONSTRAINT fk_payment_files_batch FOREIGN KEY(authority, batch_id) REFERENCES funding.payment_batches (authority, id)
);

CREATE TABLE funding.requests (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  term TEXT NOT NULL,
  child_id UUID,
  shares JSONB NOT NULL,
  school_urn INTEGER,
  pay_to TEXT NOT NULL,
  payee_id UUID,
  fund TEXT NOT NULL,
  need TEXT,
  reason TEXT,
  expected_outcome TEXT,
  exit_strategy TEXT,
  child_view TEXT,
  central_category TEXT,
  central_purpose TEXT,
  lines JSONB NOT NULL,
  asked_pence BIGINT NOT NULL,
  policy_id UUID,
  policy_version INTEGER,
  state TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  submitted_by TEXT,
  submitted_at TIMESTAMP WITH TIME ZONE,
  decided_by TEXT,
  decided_at TIMESTAMP WITH TIME ZONE,
  outcome TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_requests PRIMARY KEY (authority, id),
  CONSTRAINT fk_requests_policy FOREIGN KEY(authority, policy_id) REFERENCES funding.policies (authority, id),
  CONSTRAINT ck_requests_kind_known CHECK (kind in ('base', 'topup', 'pooled', 'central', 'exception', 'post16')),
  CONSTRAINT ck_requests_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_requests_state_known CHECK (state in ('draft', 'submitted', 'under_review', 'committed', 'declined', 'withdrawn', 'lapsed', 'released', 'paid', 'part_evidenced', 'evidenced', 'closed', 'cancelled')),
  CONSTRAINT ck_requests_fund_known CHECK (fund in ('devolved', 'central')),
  CONSTRAINT ck_requests_pay_to_known CHECK (pay_to in ('school', 'supplier')),
  CONSTRAINT ck_requests_outcome_known CHECK (outcome in ('approved', 'part_approved', 'declined')),
  CONSTRAINT ck_requests_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_requests_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$'),
  CONSTRAINT ck_requests_asked_pence_at_least_0 CHECK (asked_pence >= 0)
);
CREATE INDEX ix_requests_child ON funding.requests (authority, child_id);
CREATE INDEX ix_requests_list ON funding.requests (authority, state, id);
CREATE INDEX ix_requests_school ON funding.requests (authority, school_urn);

CREATE TABLE funding.returns (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  round_id UUID NOT NULL,
  school_urn INTEGER NOT NULL,
  term TEXT NOT NULL,
  due_on DATE NOT NULL,
  extended_to DATE,
  state TEXT NOT NULL,
  note TEXT,
  asked_on DATE NOT NULL,
  mailbox TEXT,
  opened_at TIMESTAMP WITH TIME ZONE,
  submitted_at TIMESTAMP WITH TIME ZONE,
  submitted_on DATE,
  submitted_by_role TEXT,
  seconds_to_complete INTEGER,
  reminders INTEGER NOT NULL,
  overdue_reminders INTEGER NOT NULL,
  escalations INTEGER NOT NULL,
  last_chased_at TIMESTAMP WITH TIME ZONE,
  as_agreed BOOLEAN DEFAULT false NOT NULL,
  accepted_by TEXT,
  accepted_on DATE,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_returns PRIMARY KEY (authority, id),
  CONSTRAINT uq_returns_school_term UNIQUE (authority, school_urn, term),
  CONSTRAINT fk_returns_round FOREIGN KEY(authority, round_id) REFERENCES funding.return_rounds (authority, id),
  CONSTRAINT ck_returns_state_known CHECK (state in ('due', 'reminded', 'overdue', 'escalated', 'submitted', 'queried', 'accepted', 'waived')),
  CONSTRAINT ck_returns_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$')
);
CREATE INDEX ix_returns_list ON funding.returns (authority, state, id);

CREATE TABLE funding.ssda903_row_errors (
  authority TEXT NOT NULL,
  count_id UUID NOT NULL,
  position INTEGER NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  code TEXT NOT NULL,
  CONSTRAINT pk_ssda903_row_errors PRIMARY KEY (authority, count_id, position),
  CONSTRAINT fk_ssda903_row_errors_count FOREIGN KEY(authority, count_id) REFERENCES funding.ssda903_counts (authority, id),
  CONSTRAINT ck_ssda903_row_errors_file_known CHECK (file in ('header', 'episodes')),
  CONSTRAINT ck_ssda903_row_errors_code_known CHECK (code in ('not_a_date', 'after_year_end', 'missing_value', 'unknown_child', 'duplicate_child'))
);

CREATE TABLE funding.commitments (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  request_id UUID NOT NULL,
  line_id UUID NOT NULL,
  child_id UUID,
  financial_year TEXT NOT NULL,
  pence BIGINT NOT NULL,
  CONSTRAINT pk_commitments PRIMARY KEY (authority, id),
  CONSTRAINT fk_commitments_request FOREIGN KEY(authority, request_id) REFERENCES funding.requests (authority, id),
  CONSTRAINT ck_commitments_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_commitments_pence_at_least_0 CHECK (pence >= 0)
);
CREATE INDEX ix_commitments_request ON funding.commitments (authority, request_id);

CREATE TABLE funding.request_decisions (
  authority TEXT NOT NULL,
  request_id UUID NOT NULL,
  line_id UUID NOT NULL,
  outcome TEXT NOT NULL,
  approved_pence BIGINT NOT NULL,
  reason_code TEXT,
  reason TEXT,
  CONSTRAINT pk_request_decisions PRIMARY KEY (authority, request_id, line_id),
  CONSTRAINT fk_request_decisions_request FOREIGN KEY(authority, request_id) REFERENCES funding.requests (authority, id),
  CONSTRAINT ck_request_decisions_outcome_known CHECK (outcome in ('approved', 'part_approved', 'declined')),
  CONSTRAINT ck_request_decisions_approved_pence_at_least_0 CHECK (approved_pence >= 0)
);

CREATE TABLE funding.return_chases (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  return_id UUID NOT NULL,
  kind TEXT NOT NULL,
  scheduled_for DATE NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  outcome TEXT NOT NULL,
  CONSTRAINT pk_return_chases PRIMARY KEY (authority, id),
  CONSTRAINT fk_return_chases_return FOREIGN KEY(authority, return_id) REFERENCES funding.returns (authority, id),
  CONSTRAINT ck_return_chases_kind_known CHECK (kind in ('invitation', 'reminder', 'overdue_reminder', 'escalation')),
  CONSTRAINT ck_return_chases_outcome_known CHECK (outcome in ('sent', 'no_mailbox'))
);
CREATE INDEX ix_return_chases_return ON funding.return_chases (authority, return_id);

CREATE TABLE funding.return_lines (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  return_id UUID NOT NULL,
  position INTEGER NOT NULL,
  child_id UUID NOT NULL,
  request_id UUID NOT NULL,
  request_line_id UUID NOT NULL,
  target_id UUID,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  service_from DATE NOT NULL,
  service_to DATE NOT NULL,
  tier TEXT,
  eef_code TEXT,
  spend_code TEXT NOT NULL,
  description TEXT NOT NULL,
  paid_pence BIGINT NOT NULL,
  charged_to_grant_pence BIGINT NOT NULL,
  impact_rating TEXT,
  review_on DATE,
  receipts INTEGER NOT NULL,
  saved BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  rejected_for TEXT,
  evidenced_pence BIGINT NOT NULL,
  CONSTRAINT pk_return_lines PRIMARY KEY (authority, id),
  CONSTRAINT fk_return_lines_return FOREIGN KEY(authority, return_id) REFERENCES funding.returns (authority, id),
  CONSTRAINT fk_return_lines_request FOREIGN KEY(authority, request_id) REFERENCES funding.requests (authority, id),
  CONSTRAINT uq_return_lines_position UNIQUE (authority, return_id, position),
  CONSTRAINT ck_return_lines_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_return_lines_impact_rating_known CHECK (impact_rating in ('exceeded', 'met', 'partly', 'not_met', 'too_early', 'did_not_happen')),
  CONSTRAINT ck_return_lines_state_known CHECK (state in ('open', 'submitted', 'queried', 'accepted', 'rejected')),
  CONSTRAINT ck_return_lines_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_return_lines_paid_pence_at_least_0 CHECK (paid_pence >= 0 and charged_to_grant_pence >= 0 and evidenced_pence >= 0)
);
CREATE INDEX ix_return_lines_request_line ON funding.return_lines (authority, request_line_id);

CREATE TABLE funding.payments (
  authority TEXT NOT NULL,
  id UUID NOT NULL,
  request_id UUID NOT NULL,
  commitment_id UUID NOT NULL,
  line_id UUID NOT NULL,
  payee_id UUID NOT NULL,
  child_id UUID,
  school_urn INTEGER,
  scheme TEXT NOT NULL,
  financial_year TEXT NOT NULL,
  term TEXT NOT NULL,
  posting_type TEXT NOT NULL,
  fund TEXT NOT NULL,
  pay_to TEXT NOT NULL,
  central_category TEXT,
  channel TEXT NOT NULL,
  pence BIGINT NOT NULL,
  state TEXT NOT NULL,
  held_for TEXT,
  batch_id UUID,
  batch_line_id UUID,
  decided_by TEXT NOT NULL,
  paid_on DATE,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_payments PRIMARY KEY (authority, id),
  CONSTRAINT fk_payments_request FOREIGN KEY(authority, request_id) REFERENCES funding.requests (authority, id),
  CONSTRAINT fk_payments_commitment FOREIGN KEY(authority, commitment_id) REFERENCES funding.commitments (authority, id),
  CONSTRAINT fk_payments_payee FOREIGN KEY(authority, payee_id) REFERENCES funding.payees (authority, id),
  CONSTRAINT fk_payments_batch_line FOREIGN KEY(authority, batch_line_id) REFERENCES funding.payment_batch_lines (authority, id),
  CONSTRAINT uq_payments_commitment UNIQUE (authority, commitment_id),
  CONSTRAINT ck_payments_scheme_known CHECK (scheme in ('LAC', 'EYPP', 'POST16', 'RECOVERY', 'PLAC')),
  CONSTRAINT ck_payments_state_known CHECK (state in ('ready', 'awaiting_supplier', 'awaiting_invoice', 'held', 'in_batch', 'released', 'paid', 'rejected', 'cancelled')),
  CONSTRAINT ck_payments_posting_type_known CHECK (posting_type in ('base', 'topup', 'central', 'eypp', 'post16')),
  CONSTRAINT ck_payments_channel_known CHECK (channel in ('internal_journal', 'advance', 'bacs', 'invoice')),
  CONSTRAINT ck_payments_fund_known CHECK (fund in ('devolved', 'central')),
  CONSTRAINT ck_payments_pay_to_known CHECK (pay_to in ('school', 'supplier')),
  CONSTRAINT ck_payments_financial_year_form CHECK (financial_year ~ '^\d{4}-\d{2}$'),
  CONSTRAINT ck_payments_term_form CHECK (term ~ '^(SUM|AUT|SPR)-\d{4}$'),
  CONSTRAINT ck_payments_pence_at_least_0 CHECK (pence >= 0)
);
CREATE INDEX ix_payments_batch ON funding.payments (authority, batch_id);
CREATE INDEX ix_payments_batch_line ON funding.payments (authority, batch_line_id);
CREATE INDEX ix_payments_list ON funding.payments (authority, state, id);
CREATE INDEX ix_payments_payee ON funding.payments (authority, payee_id);
CREATE INDEX ix_payments_request ON funding.payments (authority, request_id);
CREATE INDEX ix_payments_school ON funding.payments (authority, school_urn, state);
