/** Ask for money for one child (SC-11): what, how much, when, and for which need. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { choicesOf, member } from "../../../lib/member";
import { readMoney } from "../../../lib/money";
import { paths } from "../../../lib/paths";
import { termsOf } from "../../../lib/years";
import { Button } from "../../../ui/Button";
import { Crumbs } from "../../../ui/Crumbs";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Field, Select, TextArea } from "../../../ui/Field";
import type { FieldError, FormWords } from "../../../ui/fieldErrors";
import { Form, type Typed } from "../../../ui/Form";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { overviewQuery, useAskForMoney, type Schemas } from "../queries";
import { SPEND_CODES, termWords } from "../words";

const WORDS: FormWords = {
  names: {
    term: "the term",
    "lines-0-spend_code": "what it is for",
    "lines-0-description": "what it is in a few words",
    "lines-0-total_pence": "the amount",
    "lines-0-total_reason": "how the amount is made up",
    "lines-0-start_on": "the first day",
    "lines-0-end_on": "the last day",
    "lines-0-provider": "who does it",
    need: "the need",
    expected_outcome: "what should be better afterwards",
    exit_strategy: "what happens afterwards",
  },
  problems: Object.fromEntries(Object.entries(FUNDING_PROBLEMS).filter(([code]) => code !== "required_by_policy" && code !== "personal_data_in_text")),
  errors: {
    required_by_policy: "The policy asks for this",
    personal_data_in_text: "This seems to name a person. Leave out names, addresses and numbers",
    "lines-0-end_on out_of_range": "The last day has to lie after the first",
  },
};

type Body = Schemas["RequestIn"];
type Who = Readonly<{ child_id: string; school_urn: number | null }>;

const MONEY_WORDS = { empty: "Enter the amount", not_money: "Enter the amount in pounds, like 540 or 540.50", too_many_decimals: "Enter pounds and pence, with two decimals at most" };

function readAmount(values: Typed): Readonly<{ pence: number } | { error: FieldError }> {
  const amount = readMoney(values.text("lines-0-total_pence"));
  return "pence" in amount ? amount : { error: { id: "lines-0-total_pence", text: MONEY_WORDS[amount.problem] } };
}

function readSpan(values: Typed): Readonly<{ start_on: string; end_on: string } | { error: FieldError }> {
  const start = dateFrom(values, "lines-0-start_on", "the first day");
  if ("error" in start) return start;
  if (start.on === null) return { error: { id: "lines-0-start_on", text: "Enter the first day" } };
  const end = dateFrom(values, "lines-0-end_on", "the last day");
  if ("error" in end) return end;
  return { start_on: start.on, end_on: end.on ?? start.on };
}

function read(values: Typed, { child_id, school_urn }: Who): Body | readonly FieldError[] {
  const spend_code = member(SPEND_CODES, values.text("lines-0-spend_code"));
  const amount = readAmount(values);
  const span = readSpan(values);
  const description = values.text("lines-0-description");
  const errors = [
    ...(spend_code === undefined ? [{ id: "lines-0-spend_code", text: "Choose what it is for" }] : []),
    ...(description === "" ? [{ id: "lines-0-description", text: "Say in a few words what it is" }] : []),
    ...[amount, span].flatMap((one) => ("error" in one ? [one.error] : [])),
  ];
  if (spend_code === undefined || "error" in amount || "error" in span || errors.length > 0) return errors;
  const texts = Object.fromEntries((["need", "expected_outcome", "exit_strategy"] as const).flatMap((name) => (values.text(name) === "" ? [] : [[name, values.text(name)]])));
  const made = values.text("lines-0-total_reason");
  return {
    kind: "topup",
    term: values.text("term"),
    child_id,
    ...(school_urn !== null && { school_urn }),
    ...texts,
    lines: [
      {
        spend_code,
        description,
        total_pence: amount.pence,
        total_reason: made === "" ? description : made,
        provider: values.text("lines-0-provider"),
        ...span,
      },
    ],
  };
}

export function NewRequest() {
  const [search] = useSearchParams();
  const overview = useQuery(overviewQuery(""));
  const urn = Number(search.get("school_urn"));
  const child_id = search.get("child_id");
  if (child_id === null) return <PageFaces what="the child" error={null} />;
  if (overview.data === undefined) return <PageFaces what="the request" error={overview.error} />;
  return <RequestForm who={{ child_id, school_urn: Number.isInteger(urn) && urn > 0 ? urn : null }} year={overview.data.financial_year} />;
}

function RequestForm({ who, year }: Readonly<{ who: Who; year: string }>) {
  const navigate = useNavigate();
  const say = useSay();
  const form = useSubmission(useAskForMoney(), {
    words: WORDS,
    done: ({ id }) => {
      say("The request is sent. Somebody else decides on it.", paths.request(id));
      void navigate(paths.request(id));
    },
  });
  return (
    <Page
      title="Ask for Pupil Premium Plus"
      crumbs={
        <Crumbs>
          <Link to={paths.child(who.child_id, "funding")}>The child</Link>
        </Crumbs>
      }
    >
      <Form submission={form} read={(values) => read(values, who)}>
        <Select id="term" label="Term" choices={termsOf(year).map((value) => ({ value, words: termWords(value) }))} defaultValue={termsOf(year)[1] ?? ""} />
        <Select id="lines-0-spend_code" label="What is it for?" none="Choose" choices={choicesOf(SPEND_CODES)} />
        <Field id="lines-0-description" label="In a few words" hint="For example: maths, one hour a week. Do not name the child." />
        <Field id="lines-0-total_pence" label="Amount" hint="In pounds, like 540 or 540.50" width="10" inputMode="decimal" />
        <Field id="lines-0-total_reason" label="How it is made up (optional)" hint="For example: 10 sessions of £54" />
        <Field id="lines-0-provider" label="Who does it (optional)" />
        <DateField id="lines-0-start_on" label="First day" />
        <DateField id="lines-0-end_on" label="Last day" hint="Leave empty if it is one day." />
        <TextArea id="need" label="Which need in the personal education plan?" hint="Do not name the child." />
        <TextArea id="expected_outcome" label="What should be better afterwards? (optional)" />
        <TextArea id="exit_strategy" label="What happens afterwards? (optional)" />
        <div className="onr-buttons">
          <Button type="submit" busy={form.pending}>
            Send the request
          </Button>
          <Link to={paths.child(who.child_id, "funding")}>Go back</Link>
        </div>
      </Form>
    </Page>
  );
}
