/** What the web app asks placements: children, cases, applications, schools, dates. */
import { answered, placements } from "../../api/client";
import type { components } from "../../api/generated/placements";
import { $placements, asRead, filled, once, step, useChange } from "../../api/queries";
import { asStaff } from "./asStaff";

type Schemas = components["schemas"];
export type Today = Schemas["TodayOut"];
export type WithoutPlaceRow = Schemas["WithoutPlaceRowOut"];
export type PastDateRow = Schemas["PastDateRowOut"];
export type Child = Schemas["ChildOut"];
export type ChildRow = Schemas["ChildRowOut"];
export type ChildLabel = Schemas["ChildLabelOut"];
export type Case = Schemas["CaseOut"];
export type CaseRow = Schemas["CaseRowOut"];
export type Application = Schemas["ApplicationOut"];
export type ApplicationRow = Schemas["ApplicationRowOut"];
export type Decision = Schemas["DecisionOut"];
export type Clock = Schemas["ClockOut"];
export type AllowedAction = Schemas["AllowedActionOut"];
export type SchoolRow = Schemas["SchoolRowOut"];
export type School = Schemas["SchoolOut"];
export type LetterPreview = Schemas["LetterPreviewOut"];
export type RefusalCodes = Schemas["RefusalCodesOut"];

const BASE = "/api/placements/v1";
/** A change in placements shows on any of its pages. */
const PLACEMENTS = "/api/placements/";

export const todayQuery = (scope: Schemas["TodayScope"]) => $placements.queryOptions("get", `${BASE}/today`, { params: { query: filled({ scope }) } });

export const childrenQuery = (filters: Readonly<{ status: Schemas["PlaceStatus"] | undefined; year_group: string; cursor: string }>) =>
  $placements.queryOptions("get", `${BASE}/children`, { params: { query: filled(filters) } });

export const childQuery = (child_id: string) => ({
  ...$placements.queryOptions("get", `${BASE}/children/{child_id}`, { params: { path: { child_id } } }),
  select: asStaff<Child | Schemas["SchoolChildOut"]>,
});

export const casesOfChildQuery = (child_id: string) => $placements.queryOptions("get", `${BASE}/cases`, { params: { query: { child_id } } });

export const caseQuery = (case_id: string) => $placements.queryOptions("get", `${BASE}/cases/{case_id}`, { params: { path: { case_id } } });

export const applicationsQuery = (
  filters: Readonly<{ child_id?: string; state?: Schemas["ApplicationState"] | undefined; past_date?: boolean; cursor?: string }>,
) => $placements.queryOptions("get", `${BASE}/applications`, { params: { query: filled(filters) } });

export const applicationQuery = (application_id: string) => ({
  ...$placements.queryOptions("get", `${BASE}/applications/{application_id}`, { params: { path: { application_id } } }),
  select: asStaff<Application | Schemas["SchoolApplicationOut"]>,
});

export const timelineQuery = (application_id: string, cursor: string) =>
  $placements.queryOptions("get", `${BASE}/applications/{application_id}/timeline`, {
    params: { path: { application_id }, query: filled({ cursor }) },
  });

export const letterPreviewQuery = (application_id: string, template_key: string | undefined) =>
  $placements.queryOptions("get", `${BASE}/applications/{application_id}/letter-preview`, { params: { path: { application_id }, query: filled({ template_key }) } });

/** Where the browser fetches a letter's PDF. */
export const letterPdf = (letterId: string) => `${BASE}/letters/${letterId}/content`;

type SchoolFilters = Readonly<{ q?: string; phase?: Schemas["Phase"] | undefined; status?: Schemas["SchoolStatus"]; authority?: string; limit?: number; cursor?: string }>;

export const schoolsQuery = (filters: SchoolFilters) =>
  $placements.queryOptions("get", `${BASE}/schools`, { params: { query: filled(filters) } });

export const schoolQuery = (urn: number) => $placements.queryOptions("get", `${BASE}/schools/{urn}`, { params: { path: { urn } } });

export const deadlinesQuery = (school_urn: number, received_on: string) =>
  $placements.queryOptions("get", `${BASE}/deadlines`, { params: { query: { school_urn, received_on } } }, { retry: false });

/** What a reason is worth depends on the law the request follows: a plan, a child looked after before, or one looked after now. */
const cohortOf = (route: Application["route"]): Schemas["RefusalCohort"] => (route === "ehcp_naming" ? "ehcp" : route === "in_year_plac" ? "plac" : "lac");

export const refusalCodesQuery = (route: Application["route"]) =>
  $placements.queryOptions("get", `${BASE}/refusal-codes`, { params: { query: { cohort: cohortOf(route) } } }, { staleTime: Infinity });

/** The search text about a child goes in the body, never in an address (UI-10). */
export const childSearchQuery = (q: string) => ({
  queryKey: ["post", `${BASE}/children/search`, q] as const,
  queryFn: async () => answered(await placements.POST(`${BASE}/children/search`, { body: { q } })),
});

export function useNameChild(child: Pick<Child, "id" | "version">) {
  return useChange(
    async (body: Schemas["ChildChangeIn"]) =>
      answered(
        await placements.PATCH(`${BASE}/children/{child_id}`, {
          params: { path: { child_id: child.id }, header: asRead(child.version) },
          body,
        }),
      ),
    PLACEMENTS,
  );
}

export function useOpenCase() {
  return useChange(
    async (body: Schemas["CaseIn"], key: string) => answered(await placements.POST(`${BASE}/cases`, { params: { header: once(key) }, body })),
    PLACEMENTS,
  );
}

export function useDraftApplication() {
  return useChange(
    async (body: Schemas["ApplicationIn"], key: string) =>
      answered(await placements.POST(`${BASE}/applications`, { params: { header: once(key) }, body })),
    PLACEMENTS,
  );
}

export function useRemind() {
  return useChange(
    async (body: Schemas["RemindersIn"], key: string) => answered(await placements.POST(`${BASE}/reminders`, { params: { header: once(key) }, body })),
    PLACEMENTS,
  );
}

type Steps = {
  readiness: Schemas["ReadinessIn"];
  submission: Schemas["SubmissionIn"];
  offer: Schemas["OfferIn"];
  refusal: Schemas["RefusalIn"];
  acceptance: Schemas["AcceptanceIn"];
  start: Schemas["StartIn"];
  enrolment: Schemas["EnrolmentIn"];
  withdrawal: Schemas["WithdrawalIn"];
  acknowledgement: Schemas["AcknowledgementIn"];
  draft: Schemas["ReopeningIn"];
  "question-answer": Schemas["QuestionAnswerIn"];
  "conditional-offer": Schemas["ConditionalOfferIn"];
  challenge: Schemas["ChallengeIn"];
  "challenge-reply": Schemas["ChallengeReplyIn"];
  declination: Schemas["DeclinationIn"];
  "start-failure": Schemas["StartFailureIn"];
  supersession: Schemas["SupersessionIn"];
  duplicate: Schemas["DuplicateIn"];
};
export type StepBody<Name extends StepName> = Steps[Name];
export type StepName = keyof Steps;
/** A step takes the application as it was read: its id and version. */
type Read = Readonly<{ id: string; version: number }>;

type Sender<Name extends StepName> = (read: Read, body: Steps[Name], key: string) => Promise<{ data?: Application | Schemas["SchoolApplicationOut"] }>;
const params = (read: Read, key: string) => ({ params: { path: { application_id: read.id }, header: step(read.version, key) } });

const SENDERS: { [Name in StepName]: Sender<Name> } = {
  readiness: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/readiness`, { ...params(read, key), body }),
  submission: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/submission`, { ...params(read, key), body }),
  offer: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/offer`, { ...params(read, key), body }),
  refusal: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/refusal`, { ...params(read, key), body }),
  acceptance: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/acceptance`, { ...params(read, key), body }),
  start: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/start`, { ...params(read, key), body }),
  enrolment: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/enrolment`, { ...params(read, key), body }),
  withdrawal: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/withdrawal`, { ...params(read, key), body }),
  acknowledgement: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/acknowledgement`, { ...params(read, key), body }),
  draft: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/draft`, { ...params(read, key), body }),
  "question-answer": (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/question-answer`, { ...params(read, key), body }),
  "conditional-offer": (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/conditional-offer`, { ...params(read, key), body }),
  challenge: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/challenge`, { ...params(read, key), body }),
  "challenge-reply": (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/challenge-reply`, { ...params(read, key), body }),
  declination: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/declination`, { ...params(read, key), body }),
  "start-failure": (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/start-failure`, { ...params(read, key), body }),
  supersession: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/supersession`, { ...params(read, key), body }),
  duplicate: (read, body, key) => placements.POST(`${BASE}/applications/{application_id}/duplicate`, { ...params(read, key), body }),
};

/** One step of one application. */
export function useStep<Name extends StepName>(name: Name, read: Read) {
  return useChange(async (body: Steps[Name], key: string) => asStaff(answered(await SENDERS[name](read, body, key))), PLACEMENTS);
}

/**
 * A drafted request is checked and sent in one go. Two steps, two keys: the second follows from the
 * first, so that a retry of the whole finds both done. A school that received it already says so.
 */
export function useSendRequest() {
  return useChange(async ({ read, body }: Readonly<{ read: Read & { state: string }; body: Steps["submission"] }>, key: string) => {
    const ready = read.state === "draft" ? answered(await SENDERS.readiness(read, {}, `${key}-r`)) : read;
    return asStaff(answered(await SENDERS.submission(ready, body, `${key}-s`)));
  }, PLACEMENTS);
}
