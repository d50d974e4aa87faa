-- The ledger holds by itself, whoever writes: section 18, invariants IN-1, IN-2, IN-4 and IN-10.
-- Checks look at whole statements where they can: row level security costs the same for one row as for many.

-- IN-1: every journal has lines, and they sum to nothing for each financial year and scheme. A journal takes lines
-- only in its own transaction (below), so looking once for each journal, before the commit, sees all of them.
create function funding.require_balanced() returns trigger language plpgsql as $$
declare
  lines bigint;
  unbalanced bigint;
begin
  select coalesce(sum(of_book), 0), count(*) filter (where pence <> 0) into lines, unbalanced from (
    select count(*) as of_book, sum(pence) as pence from funding.journal_lines
    where authority = new.authority and journal_id = new.id
    group by financial_year, scheme
  ) as books;
  if lines = 0 or unbalanced > 0 then
    raise exception 'journal_unbalanced' using errcode = 'check_violation', constraint = 'journals_balance';
  end if;
  return null;
end $$;

create constraint trigger journals_balance after insert on funding.journals
  deferrable initially deferred for each row execute function funding.require_balanced();

-- IN-2: a journal is closed when its transaction is. Every line carries the number of the transaction that wrote it,
-- whatever was asked for, and its key to the journal names that number too.
create function funding.stamp_line() returns trigger language plpgsql as $$
begin
  new.tx := pg_current_xact_id();
  return new;
end $$;

create trigger journal_lines_stamp before insert on funding.journal_lines
  for each row execute function funding.stamp_line();

-- IN-4: the period has to take this kind of journal; its row is held, so that a year cannot be closed in the middle.
create function funding.require_open_period() returns trigger language plpgsql as $$
begin
  perform 1 from funding.periods
    where (authority, financial_year) in (select distinct authority, financial_year from new_lines)
    order by authority, financial_year for share;
  if not exists (
    select 1 from (select distinct authority, financial_year from new_lines) as years
    left join funding.periods p using (authority, financial_year)
    where p.state is distinct from 'open'
  ) then
    return null;
  end if;
  if exists (
    select 1 from new_lines l
    join funding.journals j on j.authority = l.authority and j.id = l.journal_id
    left join funding.periods p on p.authority = l.authority and p.financial_year = l.financial_year
    where not coalesce(
      p.state = 'open'
      or (p.state = 'soft_closed' and j.kind in ('J8', 'J9', 'J12'))
      or (p.state = 'soft_closed' and j.kind in ('J1', 'J2', 'J6', 'J7', 'J11', 'J13', 'J14', 'JR')
          and j.effective_on <= make_date(substr(l.financial_year, 1, 4)::int + 1, 3, 31)),
      false)
  ) then
    raise exception 'period_closed' using errcode = 'restrict_violation', constraint = 'journal_lines_period';
  end if;
  return null;
end $$;

create trigger journal_lines_period after insert on funding.journal_lines
  referencing new table as new_lines for each statement execute function funding.require_open_period();

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
