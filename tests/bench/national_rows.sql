-- Placements at national size: 153 authorities, 24,000 schools, 82,000 children, five years of cases. Everything is
-- invented by counting. Triggers and keys between tables stay out of the way: the rows fit because they are made so.
-- Statements end with a semicolon at the end of a line.
set local session_replication_role = replica;
create temporary table la on commit drop as
select row_number() over (order by code) - 1 as nth, code from placements.authorities
where open and code not in ('000', '998', '999') order by code limit 153;
insert into placements.schools (urn, version, authority, name, type_code, kind, admission_authority_type, status, phase,
  low_age, high_age, capacity, pupils, easting, northing, postcode, name_normalised, search_text)
select 200000 + n, 1, la.code, 'School ' || n, case when n % 3 = 0 then 34 else 2 end,
  case when n % 3 = 0 then 'academy' else 'maintained' end, case when n % 3 = 0 then 'trust' else 'governing_body' end,
  'open', case when n % 4 = 0 then 'secondary' else 'primary' end,
  case when n % 4 = 0 then 11 else 5 end, case when n % 4 = 0 then 18 else 11 end, 900, 800,
  400000 + (n * 37) % 200000, 200000 + (n * 53) % 300000, 'AB' || n % 90 + 1 || ' ' || n % 9 || 'CD',
  'school ' || n, 'school ' || n
from generate_series(1, 24000) n join la on la.nth = n % 153;
insert into placements.school_calendars (authority, id, version, owner_kind, owner_code, academic_year, covers_from, covers_to,
  terms, non_school_days, source)
select code, gen_random_uuid(), 1, 'authority', code, y || '-' || lpad(((y + 1) % 100)::text, 2, '0'), make_date(y, 8, 1),
  make_date(y + 1, 7, 31),
  jsonb_build_array(
    jsonb_build_object('term', 'autumn', 'starts_on', y || '-09-02', 'ends_on', y || '-10-23'),
    jsonb_build_object('term', 'autumn', 'starts_on', y || '-11-02', 'ends_on', y || '-12-18'),
    jsonb_build_object('term', 'spring', 'starts_on', y + 1 || '-01-05', 'ends_on', y + 1 || '-02-12'),
    jsonb_build_object('term', 'spring', 'starts_on', y + 1 || '-02-22', 'ends_on', y + 1 || '-03-25'),
    jsonb_build_object('term', 'summer', 'starts_on', y + 1 || '-04-12', 'ends_on', y + 1 || '-05-28'),
    jsonb_build_object('term', 'summer', 'starts_on', y + 1 || '-06-07', 'ends_on', y + 1 || '-07-21')),
  '[]', 'csv'
from la cross join generate_series(2021, 2026) y;
insert into placements.children (authority, id, version, la_child_id, first_name, surname, date_of_birth, sex,
  upn_unknown_reason, sen_status, host_authority, owner_post_id, sort_name, search_text)
select la.code, gen_random_uuid(), 1, 'N' || n, 'F' || n, md5(n::text), date '2009-09-01' + (n * 7) % 4300,
  case when n % 2 = 0 then 'F' else 'M' end, 'UN4', 'none', la.code, 'post-' || n % 6, md5(n::text),
  'f' || n || ' ' || md5(n::text) || ' n' || n
from generate_series(1, 82000) n join la on la.nth = n % 153;
create temporary table child on commit drop as
select authority, id, substr(la_child_id, 2)::int as n from placements.children where authority in (select code from la);
insert into placements.care_periods (authority, id, child_id, status, from_on, source)
select authority, gen_random_uuid(), id, 'looked_after', date '2021-10-01' + n % 1700, 'manual' from child;
insert into placements.rolls (authority, id, child_id, school_urn, registration, first_day_on, last_day_on, set_by, end_reason)
select authority, gen_random_uuid(), id, 200001 + (n * 11) % 24000, 'main', date '2021-09-02', date '2024-07-20',
  'authority', 'care_move' from child;
insert into placements.rolls (authority, id, child_id, school_urn, registration, first_day_on, set_by)
select authority, gen_random_uuid(), id, 200001 + (n * 11) % 24000, 'main', date '2024-09-02', 'authority' from child
where n % 25 <> 0;
create temporary table need on commit drop as
select authority, id as child_id, gen_random_uuid() as id, n, k, case when k = 0 then date '2026-09-03' + n % 78
  else date '2026-08-01' - (n * k) % 1750 end as need_from, k = 0 as is_open
from child cross join generate_series(0, 2) k where k > 0 and n % 4 <> k or k = 0 and n % 25 = 0;
insert into placements.cases (authority, id, version, child_id, responsible_authority, host_authority,
  case_calendar_authority, reason, need_from, expected_length, considered_with, delay_reasons, owner_post_id, opened_on,
  closed_on, closed_reason, updated_at)
select authority, id, 1, child_id, authority, authority, authority, 'care_move', need_from, 'unknown', '{}', '[]',
  'post-' || n % 6, need_from, case when not is_open then need_from + 40 end, case when not is_open then 'placed' end, now()
from need;
create temporary table asked on commit drop as
select authority, child_id, id as case_id, gen_random_uuid() as id, n, k, j, is_open, need_from + 3 as received_on,
  200001 + (n * 11 + j * 153) % 24000 as school_urn, row_number() over () as number,
  case when is_open then (array['submitted', 'acknowledged', 'refused', 'no_response', 'offered'])[1 + (n / 25 + j) % 5]
  when j = 0 then 'on_roll' else 'withdrawn' end as state
from need cross join generate_series(0, 1) j;
insert into placements.applications (authority, id, version, reference, case_id, child_id, school_urn, rank, route, stream,
  entry_academic_year, year_group, requested_start_kind, alternatives, state, flags, submitted_at, received_on,
  receipt_proof, closed_on, close_reason, first_day_on, updated_at)
select authority, id, 1, 'N-' || number, case_id, child_id, school_urn, 1, 'in_year_lac', 'in_year', '2026-27', '8',
  'as_soon_as_possible', '[]', state, '[]', received_on, received_on, 'email_delivery',
  case when not is_open then received_on + 30 end, case when not is_open then state end,
  case when state = 'on_roll' then received_on + 30 end, now() from asked;
insert into placements.decisions (authority, id, application_id, outcome, first, decided_on, logged_on, recorded_by,
  received_through, channel, codes, ground, evidence, appeal_information, conditions, school_days)
select authority, gen_random_uuid(), id, case when state in ('refused', 'withdrawn') then 'refused'
  when state = 'no_response' then 'no_response' else 'offered' end, true, received_on + 12, received_on + 12, 'bench',
  'email', 'formal', case when state in ('refused', 'withdrawn') then '["FULL_YEAR_GROUP"]'::jsonb else '[]' end, 'lawful', '[]',
  'not_stated', '[]', 8 from asked where state not in ('submitted', 'acknowledged');
insert into placements.clocks (authority, id, key, case_id, application_id, from_on, due_on, stopped_on, rule_version,
  calendar_owner, calendar_version, inherited)
select authority, gen_random_uuid(), key, case_id, id, received_on, received_on + case key when 'inyear_target' then 14 else 21 end,
  case when state not in ('submitted', 'acknowledged') then received_on + 12 end, 1, 'authority:' || authority, 1, true
from asked cross join unnest(array['inyear_target', 'inyear_limit', 'ack_expected']) key;
insert into placements.clocks (authority, id, key, case_id, from_on, due_on, stopped_on, rule_version, calendar_owner,
  calendar_version, inherited)
select authority, gen_random_uuid(), 'case_no_drift', id, need_from, need_from + 30, case when not is_open then need_from + 35 end,
  1, 'authority:' || authority, 1, false from need;
insert into placements.history (authority, id, at, kind, child_id, case_id, application_id, actor_kind, actor_id, role, via, facts)
select authority, gen_random_uuid(), received_on + step, (array['drafted', 'made_ready', 'submitted', 'link_mailed', 'acknowledged',
  'reminded'])[step], child_id, case_id, id, 'user', 'bench', 'vs_officer', 'app', '{}'
from asked cross join generate_series(1, 6) step;
insert into placements.letters (authority, id, version, application_id, school_urn, template_key, template_version, title,
  parts, merge, legal_refs, recipients, names_child, status, written_on, written_by, sent_on, sent_at)
select authority, gen_random_uuid(), 1, id, school_urn, 'L1', 1, 'Request for a school place', '{}', '{}', '[]', '[]', false,
  'sent', received_on, 'bench', received_on, received_on
from asked;
insert into placements.contacts (authority, id, version, kind, school_urn, role, email, reply_address)
select la.code, gen_random_uuid(), 1, 'school', 200000 + n, 'admissions', 'a' || n || '@school.test', true
from generate_series(1, 24000) n join la on la.nth = n % 153;
