/** One application (SC-7): its clocks, how far it has come, what the school said, what happened. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { paths } from "../../../lib/paths";
import { capital } from "../../../lib/text";
import { shortDate } from "../../../lib/dates";
import { Banner } from "../../../ui/Banner";
import { Crumbs } from "../../../ui/Crumbs";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { Steps } from "../../../ui/Steps";
import { Tag } from "../../../ui/Tag";
import { useToday } from "../../../ui/today";
import { nameAndYear } from "../ChildName";
import { ClockRow } from "../ClockRow";
import { Owner } from "../Owner";
import { applicationQuery, type Application } from "../queries";
import { APPLICATION_STATES, FLAGS, PROGRESS, warningWords } from "../words";
import { ApplicationActions } from "./ApplicationActions";
import { ApplicationTimeline } from "./ApplicationTimeline";
import { AskedOf } from "./AskedOf";
import { Exchange } from "./Exchange";
import { Letters } from "./Letters";
import { NextSteps } from "./NextSteps";
import { SchoolAnswer } from "./SchoolAnswer";
import { Siblings } from "./Siblings";

export function ApplicationPage() {
  const { applicationId = "" } = useParams();
  const { data, error } = useQuery(applicationQuery(applicationId));
  if (data === undefined) return <PageFaces what="the application" error={error} />;
  return <ApplicationView application={data} />;
}

function stepNote({ status, on }: Application["steps"][number], today: string): string {
  const date = on === null ? "" : shortDate(on, today);
  if (status === "missed") return `${date}, missed`;
  if (status === "now") return on === null ? "next" : `next, ${date}`;
  if (status === "next") return on === null ? "not yet" : date;
  return date;
}

function ApplicationView({ application }: Readonly<{ application: Application }>) {
  const today = useToday();
  const { child, school, state, clocks, steps } = application;
  return (
    <Page
      title={school.name}
      tag={<Tag {...APPLICATION_STATES[state]} />}
      lead={
        <>
          A place for {nameAndYear(child)}. {application.reference}. Owner: <Owner owner={application.owner} />
        </>
      }
      crumbs={
        <Crumbs>
          <Link to={paths.applications()}>Applications</Link>
          <Link to={paths.child(child.id, "applications")}>{nameAndYear(child)}</Link>
        </Crumbs>
      }
      actions={<ApplicationActions application={application} />}
    >
      <Warnings application={application} />
      <ClockRow clocks={clocks} label="Clocks" />
      <Steps label="How far it has come" steps={steps.map((step) => ({ key: step.key, words: PROGRESS[step.key], status: step.status, note: stepNote(step, today) }))} />
      <div className="onr-columns">
        <div className="onr-stack">
          <SchoolAnswer application={application} />
          <Exchange application={application} />
          <ApplicationTimeline applicationId={application.id} />
        </div>
        <div className="onr-stack">
          <NextSteps application={application} />
          <Siblings application={application} />
          <Letters application={application} />
          <AskedOf application={application} />
        </div>
      </div>
    </Page>
  );
}

/** These stand with the school's answer. */
const OF_THE_ANSWER = new Set<Application["flags"][number]>(["evidence_missing", "reason_conflicts_with_facts"]);

function Warnings({ application: { flags, warnings, clocks, state } }: Readonly<{ application: Application }>) {
  const uncounted = clocks.filter((clock) => clock.state === "calendar_missing");
  const notes = [...flags.filter((flag) => !OF_THE_ANSWER.has(flag)).map((flag) => FLAGS[flag]), ...(state === "draft" || state === "ready" ? warnings.map(warningWords) : [])];
  if (uncounted.length === 0 && notes.length === 0) return null;
  return (
    <div className="onr-notes">
      {uncounted.length > 0 && (
        <div role="alert" className="onr-banner onr-banner--late">
          No calendar covers these days at this school ({uncounted[0]?.calendar_owner ?? "none is known"}): a date is not known. Add the calendar.
        </div>
      )}
      {notes.length > 0 && (
        <Banner kind="warn">
          <ul className="onr-plain">
            {notes.map((note) => (
              <li key={note}>{capital(note)}</li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  );
}
