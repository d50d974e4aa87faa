/** A child needs a school place: why, and since when. From here school days count. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { choicesOf, member } from "../../../lib/member";
import { paths } from "../../../lib/paths";
import { Button } from "../../../ui/Button";
import { Crumbs } from "../../../ui/Crumbs";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Select, TextArea } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useSay } from "../../../ui/Status";
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { labelOf, nameAndYear } from "../ChildName";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { childQuery, useOpenCase, type Child } from "../queries";
import { CASE_REASONS } from "../words";

const REASONS = choicesOf(CASE_REASONS);
const WORDS = {
  names: { reason: "why a place is needed", need_from: "since when a place is needed", child_view: "the child’s view", emergency_reason: "why it is an emergency" },
  problems: PLACEMENT_PROBLEMS,
};

export function OpenCase() {
  const { childId = "" } = useParams();
  const { data, error } = useQuery(childQuery(childId));
  if (data === undefined) return <PageFaces what="the child" error={error} />;
  return <OpenCaseForm child={data} />;
}

function read(values: Typed, child_id: string) {
  const reason = member(CASE_REASONS, values.text("reason"));
  const since = dateFrom(values, "need_from", "since when a place is needed");
  const errors = [
    ...(reason !== undefined ? [] : [{ id: "reason", text: "Choose why a place is needed" }]),
    ...("error" in since ? [since.error] : since.on === null ? [{ id: "need_from", text: "Enter since when a place is needed" }] : []),
  ];
  if (reason === undefined || "error" in since || since.on === null) return errors;
  const emergency = values.text("emergency") === "yes";
  const why = values.text("emergency_reason");
  const view = values.text("child_view");
  return {
    child_id,
    reason,
    need_from: since.on,
    emergency,
    ...(emergency && why !== "" && { emergency_reason: why }),
    ...(view !== "" && { child_view: view }),
  };
}

function OpenCaseForm({ child }: Readonly<{ child: Child }>) {
  const today = useToday();
  const say = useSay();
  const navigate = useNavigate();
  const form = useSubmission(useOpenCase(), {
    words: WORDS,
    done: () => {
      say("The case is open. Next: ask schools for a place.", paths.child(child.id));
      void navigate(paths.child(child.id));
    },
  });
  return (
    <Page
      title={`Open a case for ${nameAndYear(labelOf(child))}`}
      tab="Open a case"
      crumbs={
        <Crumbs>
          <Link to={paths.children()}>Children</Link>
          <Link to={paths.child(child.id)}>{nameAndYear(labelOf(child))}</Link>
        </Crumbs>
      }
    >
      <Form submission={form} read={(values) => read(values, child.id)}>
        <Select id="reason" label="Why is a school place needed?" none="Choose a reason" choices={REASONS} />
        <DateField id="need_from" label="Since when?" hint="School days without a place count from here." defaultValue={today} />
        <RadioGroup
          id="emergency"
          legend="Is it an emergency?"
          defaultValue="no"
          options={[
            { value: "no", words: "No" },
            {
              value: "yes",
              words: "Yes",
              then: <TextArea id="emergency_reason" label="Why" hint="In Year 10 and 11 this stands for the director’s approval for five working days: 20 characters or more." />,
            },
          ]}
        />
        <TextArea id="child_view" label="The child’s view (optional)" />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Open the case
          </Button>
          <Link to={paths.child(child.id)}>Go back</Link>
        </div>
      </Form>
    </Page>
  );
}
