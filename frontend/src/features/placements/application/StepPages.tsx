/** One page per step of an application (SC-8): what it does, what it asks, then one button. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { paths } from "../../../lib/paths";
import { Banner } from "../../../ui/Banner";
import { Crumbs } from "../../../ui/Crumbs";
import { Page } from "../../../ui/Page";
import { NotFound, PageFaces } from "../../../ui/PageProblem";
import { stepsOf, STEPS, type StepPage } from "../actionWords";
import { nameAndYear } from "../ChildName";
import { reasonWords } from "../problemWords";
import { applicationQuery, type Application } from "../queries";
import { APPLICATION_STATES } from "../words";
import { AcceptOffer } from "./AcceptOffer";
import { AgreeStart } from "./AgreeStart";
import { ChallengeRefusal } from "./ChallengeRefusal";
import { ConfirmFirstDay } from "./ConfirmFirstDay";
import { LogAnswer } from "./LogAnswer";
import { Acknowledge, AnswerQuestion, DeclineOffer, FailStart, KeepRefusal, MarkDuplicate, Reopen, Replace } from "./PlainSteps";
import { SendRequest } from "./SendRequest";
import { Withdraw } from "./Withdraw";

const TITLES: Record<StepPage, string> = {
  send: "Send the request",
  answer: "Log the school’s answer",
  accept: "Accept the offer",
  start: "Agree the start",
  enrol: "Confirm the first day",
  withdraw: "Withdraw the request",
  acknowledge: "The school has the request",
  "reply-to-question": "Answer the school’s question",
  challenge: "Challenge the school’s answer",
  kept: "The school still says no",
  decline: "Decline the offer",
  "start-failed": "The start failed",
  reopen: "Back to draft",
  replace: "Close as replaced",
  duplicate: "Close as a duplicate",
};

const PAGES: Record<StepPage, (props: Readonly<{ application: Application }>) => React.ReactNode> = {
  send: SendRequest,
  answer: LogAnswer,
  accept: AcceptOffer,
  start: AgreeStart,
  enrol: ConfirmFirstDay,
  withdraw: Withdraw,
  acknowledge: Acknowledge,
  "reply-to-question": AnswerQuestion,
  challenge: ChallengeRefusal,
  kept: KeepRefusal,
  decline: DeclineOffer,
  "start-failed": FailStart,
  reopen: Reopen,
  replace: Replace,
  duplicate: MarkDuplicate,
};

const isStep = (text: string): text is StepPage => (STEPS as readonly string[]).includes(text);

export function ApplicationStep() {
  const { applicationId = "", step = "" } = useParams();
  const { data, error } = useQuery(applicationQuery(applicationId));
  if (!isStep(step)) return <NotFound />;
  if (data === undefined) return <PageFaces what="the application" error={error} />;
  return <StepView application={data} step={step} />;
}

function StepView({ application, step }: Readonly<{ application: Application; step: StepPage }>) {
  const offered = stepsOf(application).find((one) => one.step === step);
  const Form = PAGES[step];
  return (
    <Page
      title={TITLES[step]}
      lead={`${application.school.name}, for ${nameAndYear(application.child)}.`}
      crumbs={
        <Crumbs>
          <Link to={paths.child(application.child.id, "applications")}>{nameAndYear(application.child)}</Link>
          <Link to={paths.application(application.id)}>{application.school.name}</Link>
        </Crumbs>
      }
    >
      {offered?.open !== true && (
        <div className="onr-stack--form">
          <Banner kind="warn">
            {offered === undefined
              ? `This has moved on: ${APPLICATION_STATES[application.state].words}.`
              : reasonWords(offered.reason)}{" "}
            <Link to={paths.application(application.id)}>Back to the application</Link>
          </Banner>
        </div>
      )}
      {offered?.open === true && <Form application={application} />}
    </Page>
  );
}
