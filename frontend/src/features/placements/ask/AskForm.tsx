/** What a school needs to know: start, why now, what helps, the child's and carer's view. */
import { Link } from "react-router";
import { choicesOf, member } from "../../../lib/member";
import { paths } from "../../../lib/paths";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Select, TextArea } from "../../../ui/Field";
import type { FieldError } from "../../../ui/fieldErrors";
import { Form, type Typed } from "../../../ui/Form";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import type { Child, SchoolRow } from "../queries";
import { CASE_REASONS } from "../words";
import { useAsking, type Asked, type Asking } from "./useAsking";

type AskFormProps = Readonly<{ child: Child; schools: readonly SchoolRow[]; needsCase: boolean; done: (asked: Asked) => void }>;

const WORDS = {
  names: {
    "requested_start-on": "the day the child should start",
    reason: "why a place is needed",
    need_from: "since when a place is needed",
    what_helps: "what helps the child learn",
    child_view: "the child’s view",
    carer_view: "the carer’s view",
  },
  problems: PLACEMENT_PROBLEMS,
};
const REASONS = choicesOf(CASE_REASONS);

function readNeed(values: Typed, needsCase: boolean): Readonly<{ need: Asking["need"] } | { error: FieldError }> {
  if (!needsCase) return { need: null };
  const reason = member(CASE_REASONS, values.text("reason"));
  if (reason === undefined) return { error: { id: "reason", text: "Choose why a place is needed now" } };
  const since = dateFrom(values, "need_from", "since when a place is needed");
  if ("error" in since) return since;
  if (since.on === null) return { error: { id: "need_from", text: "Enter since when a place is needed" } };
  return { need: { reason, need_from: since.on } };
}

function readStart(values: Typed): Readonly<{ start: Asking["told"]["requested_start"] } | { error: FieldError }> {
  if (values.text("requested_start-kind") !== "on") return { start: { kind: "as_soon_as_possible" } };
  const on = dateFrom(values, "requested_start-on", "the start");
  if ("error" in on) return on;
  if (on.on === null) return { error: { id: "requested_start-on", text: "Enter the day the child should start" } };
  return { start: { kind: "on", on: on.on } };
}

export function AskForm({ child, schools, needsCase, done }: AskFormProps) {
  const today = useToday();
  const form = useSubmission(useAsking(), { words: WORDS, done });

  function read(values: Typed): Asking | readonly FieldError[] {
    if (schools.length === 0) return [{ id: "q", text: "Choose at least one school" }];
    const need = readNeed(values, needsCase);
    const start = readStart(values);
    const errors = [need, start].flatMap((one) => ("error" in one ? [one.error] : []));
    if ("error" in need || "error" in start) return errors;
    const optional = (["what_helps", "child_view", "carer_view"] as const).flatMap((name) => {
      const text = values.text(name);
      return text === "" ? [] : [[name, text]];
    });
    return { childId: child.id, schools, need: need.need, told: { ...(start.start && { requested_start: start.start }), ...Object.fromEntries(optional) } };
  }

  return (
    <Form submission={form} read={read}>
      <RadioGroup
        id="requested_start-kind"
        legend="When should the child start?"
        defaultValue="as_soon_as_possible"
        options={[
          { value: "as_soon_as_possible", words: "As soon as possible" },
          { value: "on", words: "On a certain day", then: <DateField id="requested_start-on" label="Day" /> },
        ]}
      />
      {needsCase && (
        <>
          <Select id="reason" label="Why now?" none="Choose a reason" choices={REASONS} />
          <DateField id="need_from" label="Since when is a place needed?" hint="School days without a place count from here." defaultValue={today} />
        </>
      )}
      <TextArea id="what_helps" label="What helps the child learn (optional)" hint="The school reads this. No names and no addresses." />
      <TextArea id="child_view" label="The child’s view (optional)" />
      <TextArea id="carer_view" label="The carer’s view (optional)" />
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          {schools.length < 2 ? "Go on to the letter" : `Go on to the ${schools.length} letters`}
        </Button>
        <Link to={paths.child(child.id)}>Go back</Link>
      </div>
      <p className="onr-quiet">Nothing is sent yet: you read the letter first.</p>
    </Form>
  );
}
