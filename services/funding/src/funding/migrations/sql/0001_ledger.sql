-- The ledger holds by itself, whoever writes: section 18, invariants IN-1, IN-2, IN-4 and IN-10.

-- IN-1: every journal sums to nothing, and so do its lines of each financial year and scheme.
create function funding.require_balanced() returns trigger language plpgsql as $$
declare
  unbalanced int;
begin
  select count(*) into unbalanced from (
    select 1 from funding.journal_lines
    where authority = new.authority and journal_id = new.journal_id
    group by financial_year, scheme having sum(pence) <> 0
  ) as books;
  if unbalanced > 0 then
    raise exception 'journal_unbalanced' using errcode = 'check_violation', constraint = 'journals_balance';
  end if;
  return null;
end $$;

create constraint trigger journal_lines_balance after insert on funding.journal_lines
  deferrable initially deferred for each row execute function funding.require_balanced();

create function funding.require_lines() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from funding.journal_lines where authority = new.authority and journal_id = new.id
  ) then
    raise exception 'journal_empty' using errcode = 'check_violation', constraint = 'journals_have_lines';
  end if;
  return null;
end $$;

create constraint trigger journals_have_lines after insert on funding.journals
  deferrable initially deferred for each row execute function funding.require_lines();

-- IN-4 and IN-2: a line comes only with its own journal, and only while the period takes its kind.
create function funding.require_open_period() returns trigger language plpgsql as $$
declare
  journal record;
  period text;
  year_ends date;
begin
  select kind, effective_on, tx into journal from funding.journals
    where authority = new.authority and id = new.journal_id;
  if journal.tx is distinct from pg_current_xact_id() then
    raise exception 'journal_closed' using errcode = 'restrict_violation', constraint = 'journal_lines_with_journal';
  end if;
  select state into period from funding.periods
    where authority = new.authority and financial_year = new.financial_year for share;
  year_ends := make_date(substr(new.financial_year, 1, 4)::int + 1, 3, 31);
  if period = 'open'
    or (period = 'soft_closed' and journal.kind in ('J8', 'J9', 'J12'))
    or (period = 'soft_closed' and journal.kind in ('J1', 'J2', 'J6', 'J7', 'J11', 'J13', 'J14', 'JR')
        and journal.effective_on <= year_ends) then
    return new;
  end if;
  raise exception 'period_closed' using errcode = 'restrict_violation', constraint = 'journal_lines_period';
end $$;

create trigger journal_lines_period before insert on funding.journal_lines
  for each row execute function funding.require_open_period();

-- IN-10: the balances are kept by the database itself, so they cannot be forgotten.
create function funding.keep_balances() returns trigger language plpgsql as $$
begin
  insert into funding.balances as b (authority, id, financial_year, scheme, account, child_id, school_urn, payee_id,
    term, request_id, central_category, pence)
  select authority, gen_random_uuid(), financial_year, scheme, account, child_id, school_urn, payee_id,
    term, request_id, central_category, sum(pence)
  from new_lines
  group by authority, financial_year, scheme, account, child_id, school_urn, payee_id, term, request_id,
    central_category
  order by authority, financial_year, scheme, account, child_id, school_urn, payee_id, term, request_id,
    central_category
  on conflict (authority, financial_year, scheme, account, child_id, school_urn, payee_id, term, request_id,
    central_category)
  do update set pence = b.pence + excluded.pence;
  return null;
end $$;

create trigger journal_lines_balances after insert on funding.journal_lines
  referencing new table as new_lines for each statement execute function funding.keep_balances();
