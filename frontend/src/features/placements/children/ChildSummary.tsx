/** What is held about a child, the open case with its clocks, and what is missing. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { longDate, shortDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { Banner } from "../../../ui/Banner";
import { Facts } from "../../../ui/Facts";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { Tag } from "../../../ui/Tag";
import { useToday } from "../../../ui/today";
import { ClockRow } from "../ClockRow";
import { Owner } from "../Owner";
import { caseQuery, type Case, type Child } from "../queries";
import { CASE_REASONS, CASE_STATES } from "../words";
import { heldFacts } from "./heldFacts";

export function ChildSummary({ child }: Readonly<{ child: Child }>) {
  return (
    <div className="onr-columns">
      <div className="onr-stack">
        {!child.is_named && (
          <Banner kind="warn">
            This child came in without a name, as returns carry none. A school can be asked once the name is known.{" "}
            <Link to={paths.nameChild(child.id)}>Enter the name</Link>
          </Banner>
        )}
        <CasePanel child={child} />
      </div>
      <section aria-labelledby="held">
        <h2 id="held">What we hold</h2>
        <Facts facts={heldFacts(child)} />
      </section>
    </div>
  );
}

function CasePanel({ child }: Readonly<{ child: Child }>) {
  const id = child.open_case?.id;
  const shown = useQuery({ ...caseQuery(id ?? ""), enabled: id !== undefined });
  const faces = facesOf(shown);
  return (
    <Panel
      heading="The case"
      what="the case"
      {...faces}
      pending={id !== undefined && faces.pending}
      empty={
        id === undefined && (
          <p>
            No case is open for this child. <Link to={paths.openCase(child.id)}>Open a case</Link> when a school place is needed.
          </p>
        )
      }
    >
      {shown.data && <CaseFacts shown={shown.data} />}
    </Panel>
  );
}

function CaseFacts({ shown }: Readonly<{ shown: Case }>) {
  const today = useToday();
  return (
    <div className="onr-stack onr-stack--close">
      <p className="onr-row">
        <Tag {...CASE_STATES[shown.state]} />
        <span>
          {CASE_REASONS[shown.reason]}; a place is needed since {longDate(shown.need_from)}
        </span>
      </p>
      <ClockRow clocks={shown.clocks} label="Clocks of the case" />
      <Facts
        facts={[
          { key: "lost", name: "School days without a place", value: shown.counters.days_off_roll ?? "Not known: no calendar covers them" },
          ...(shown.counters.days_part_time ? [{ key: "part", name: "School days part time", value: shown.counters.days_part_time }] : []),
          { key: "owner", name: "Owner", value: <Owner owner={shown.owner} /> },
          { key: "opened", name: "Case opened", value: shortDate(shown.opened_on, today) },
          ...(shown.child_view ? [{ key: "child", name: "The child’s view", value: shown.child_view }] : []),
          ...(shown.carer_view ? [{ key: "carer", name: "The carer’s view", value: shown.carer_view }] : []),
        ]}
      />
    </div>
  );
}
