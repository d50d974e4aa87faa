/** What these figures rest on: every event, newest first, and the counts of the period. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { longDate, shortDate } from "../../lib/dates";
import { pounds } from "../../lib/money";
import { plural } from "../../lib/text";
import { Facts as FactList, type Fact as Row } from "../../ui/Facts";
import { Pager } from "../../ui/Pager";
import { facesOf } from "../../ui/Faces";
import { Panel } from "../../ui/Panel";
import { Table, type Column } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { useToday } from "../../ui/today";
import { factsQuery, type Fact, type Facts } from "./queries";
import { FACT_STATUSES, sourceWords, talliesInWords, tallyWords } from "./words";

function columns(today: string): readonly Column<Fact>[] {
  return [
    { key: "on", head: "Date", kind: "date", cell: ({ occurred_on }) => shortDate(occurred_on, today) },
    {
      key: "what",
      head: "What",
      cell: ({ words, school_days, pence }) => (
        <>
          {words}
          {school_days !== null && <span className="onr-quiet">, after {plural(school_days, "school day", "school days")}</span>}
          {pence !== null && <span className="onr-quiet">, {pounds(pence)}</span>}
        </>
      ),
    },
    { key: "ground", head: "Reason in law", cell: ({ ground }) => (ground === null ? "" : tallyWords(ground)) },
    { key: "source", head: "Source", cell: ({ source }) => sourceWords(source) },
    { key: "status", head: "Status", cell: ({ status }) => <Tag {...FACT_STATUSES[status]} /> },
  ];
}

export function WhatHappened({ urn }: Readonly<{ urn: number }>) {
  const today = useToday();
  const [cursor, setCursor] = useState("");
  const facts = useQuery(factsQuery(urn, cursor));
  const rows = facts.data?.items ?? [];
  const next = facts.data?.next_cursor;
  return (
    <>
      {facts.data && <Counts facts={facts.data} />}
      <Panel heading="What these figures rest on" aside="newest first" what="what happened" {...facesOf(facts)} empty={rows.length === 0 && "Nothing has happened between this school and our children yet."}>
        <Table caption="What these figures rest on, newest first" columns={columns(today)} rows={rows} rowKey={({ event_id }) => event_id} />
        <Pager
          shown={rows.length}
          first={cursor === "" ? undefined : <Turn words="Newest" to={() => setCursor("")} />}
          next={next ? <Turn words="Older" to={() => setCursor(next)} /> : undefined}
        />
      </Panel>
    </>
  );
}

const Turn = ({ words, to }: Readonly<{ words: string; to: () => void }>) => (
  <button type="button" className="onr-linkbutton" onClick={to}>
    {words}
  </button>
);

function countRows({ counts }: Facts): readonly Row[] {
  const { money } = counts;
  const row = (key: string, name: string, value: ReactNode, shown: boolean): readonly Row[] => (shown ? [{ key, name, value }] : []);
  return [
    { key: "asked", name: "Asked for a place", value: plural(counts.received, "time", "times") },
    ...row("answered", "First answers", talliesInWords(counts.answered), counts.answered.length > 0),
    ...row("reasons", "Reasons of refusals", talliesInWords(counts.refused_by_reason), counts.refused_by_reason.length > 0),
    ...row("grounds", "What the law says of them", talliesInWords(counts.refused_by_ground), counts.refused_by_ground.length > 0),
    ...row("in-time", "Answered in time", `${counts.within_10_school_days} within 10 school days, ${counts.within_15_school_days} within 15`, counts.answered.length > 0),
    ...row("median", "School days to the first answer", `${counts.median_school_days} (median)`, counts.median_school_days !== null),
    ...row("overturned", "Turned afterwards", talliesInWords(counts.overturned), counts.overturned.length > 0),
    ...row("admitted", "Came on roll", plural(counts.admitted, "child", "children"), counts.admitted > 0),
    ...row("paid", "Pupil Premium Plus", `${pounds(money.paid_pence)} paid, ${pounds(money.accounted_pence)} accounted for`, money.paid_pence > 0),
    ...row("back", "Given back", pounds(money.given_back_pence), money.given_back_pence > 0),
    ...row("returns", "Returns", `${money.returns_on_time} of ${money.returns_due} on time, reminded ${plural(money.chases, "time", "times")}`, money.returns_due > 0),
  ];
}

function Counts({ facts }: Readonly<{ facts: Facts }>) {
  return (
    <section aria-labelledby="counts">
      <div className="onr-panel__head">
        <h2 id="counts">In numbers</h2>
        <small>
          {longDate(facts.window.from)} to {longDate(facts.window.to)}
          {facts.provisional && ", not over yet"}
        </small>
      </div>
      <FactList facts={countRows(facts)} />
    </section>
  );
}
