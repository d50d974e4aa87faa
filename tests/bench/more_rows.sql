-- Journals of this authority and of 150 others, three lines each, for the benchmark. Triggers stay out of the way:
-- the chain of these is not real. Statements end with a semicolon at the end of a line.
set local session_replication_role = replica;
create temporary table made on commit drop as
select gen_random_uuid() as id, case when n <= 2000 then '999' else lpad((100 + n % 150)::text, 3, '0') end as authority,
       1000000 + n as seq from generate_series(1, :journals) n;
insert into funding.journals (authority, id, seq, kind, posted_at, effective_on, source_type, source_id, actor_id,
                              idempotency_key, body_hash, prev_hash, hash)
select authority, id, seq, 'J5', now(), current_date, 'request', id, 'bench', id::text, repeat('0', 64), repeat('0', 64),
       repeat('0', 64) from made;
insert into funding.journal_lines (authority, journal_id, line_no, account, pence, financial_year, scheme, child_id,
                                   school_urn, term)
select authority, id, line, case line when 1 then 'CHILD_BUDGET' when 2 then 'CENTRAL_POT' else 'COMMITTED' end,
       case line when 1 then 30000 when 2 then 24000 else -54000 end, '2026-27', 'LAC', gen_random_uuid(), 9990001,
       'AUT-2026' from made cross join generate_series(1, 3) line;
