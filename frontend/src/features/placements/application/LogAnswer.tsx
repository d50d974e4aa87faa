/** An answer that came by phone, letter or e-mail counts as if the school had answered itself. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../ui/Banner";
import { Button } from "../../../ui/Button";
import { DateField, dateFrom } from "../../../ui/DateField";
import { Field, Select, TextArea, type ChoiceGroup } from "../../../ui/Field";
import { Form, type Typed } from "../../../ui/Form";
import { Faces, facesOf } from "../../../ui/Faces";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { FieldError } from "../../../ui/fieldErrors";
import { useToday } from "../../../ui/today";
import { useSubmission } from "../../../ui/useSubmission";
import { may } from "../actionWords";
import { PLACEMENT_PROBLEMS } from "../problemWords";
import { refusalCodesQuery, useStep, type Application, type RefusalCodes } from "../queries";
import { GROUNDS, LOGGED_THROUGH, REASON_GROUPS, RECEIVED_THROUGH } from "../words";
import { GoBack } from "./GoBack";
import { useStepDone } from "./useStepForm";

const WORDS = {
  names: {
    outcome: "the answer",
    decided_on: "the day of the answer",
    start_on: "the day the child can start",
    conditions: "the condition",
    codes: "the reason",
    "codes-*": "the reason",
    narrative: "the school’s words",
    answer_reference: "the letter, mail or call it came by",
    reason: "why the start is late",
  },
  errors: {
    "reason missing": "Say why the start is more than 10 school days away",
    "answer_reference missing": "Say which letter, mail or call it came by",
  },
  problems: PLACEMENT_PROBLEMS,
};

type Answer =
  | Readonly<{ outcome: "offer"; body: Parameters<ReturnType<typeof useStep<"offer">>>[0] }>
  | Readonly<{ outcome: "conditional-offer"; body: Parameters<ReturnType<typeof useStep<"conditional-offer">>>[0] }>
  | Readonly<{ outcome: "refusal"; body: Parameters<ReturnType<typeof useStep<"refusal">>>[0] }>;

function readCommon(values: Typed) {
  const decided = dateFrom(values, "decided_on", "the answer");
  if ("error" in decided) return decided;
  const through = LOGGED_THROUGH.find((one) => one === values.text("received_through")) ?? "email";
  const reference = values.text("answer_reference");
  if (reference === "") return { error: { id: "answer_reference", text: WORDS.errors["answer_reference missing"] } };
  return { common: { received_through: through, answer_reference: reference, ...(decided.on !== null && { decided_on: decided.on }) } };
}

function read(values: Typed): Answer | readonly FieldError[] {
  const outcome = values.text("outcome");
  if (outcome !== "offer" && outcome !== "conditional-offer" && outcome !== "refusal") return [{ id: "outcome", text: "Choose what the school answered" }];
  const common = readCommon(values);
  if ("error" in common) return [common.error];
  if (outcome === "refusal") {
    const codes = values.all("codes").filter(Boolean);
    if (codes.length === 0) return [{ id: "codes", text: "Choose a reason" }];
    const narrative = values.text("narrative");
    return { outcome, body: { ...common.common, codes, ...(narrative !== "" && { narrative }) } };
  }
  if (outcome === "conditional-offer") {
    const conditions = values.all("conditions").filter(Boolean);
    return conditions.length === 0 ? [{ id: "conditions", text: "Choose a condition" }] : { outcome, body: { ...common.common, conditions } };
  }
  const start = dateFrom(values, "start_on", "the start");
  if ("error" in start) return [start.error];
  if (start.on === null) return [{ id: "start_on", text: "Enter the day the child can start" }];
  const reason = values.text("reason");
  return { outcome, body: { ...common.common, start_on: start.on, ...(reason !== "" && { reason }) } };
}

export function LogAnswer({ application }: Readonly<{ application: Application }>) {
  const { id, allowed_actions: actions, school } = application;
  const today = useToday();
  const codes = useQuery(refusalCodesQuery(application.route));
  const offer = useStep("offer", application);
  const conditional = useStep("conditional-offer", application);
  const refusal = useStep("refusal", application);
  const form = useSubmission(
    (answer: Answer, key: string) => {
      if (answer.outcome === "offer") return offer(answer.body, key);
      return answer.outcome === "refusal" ? refusal(answer.body, key) : conditional(answer.body, key);
    },
    { words: WORDS, done: useStepDone(id, `The answer of ${school.name} is logged.`) },
  );
  return (
    <Form submission={form} read={read}>
      <RadioGroup
        id="outcome"
        legend="What did the school answer?"
        options={[
          ...(may(actions, "record_offer") ? [{ value: "offer", words: "Yes, full time", then: <OfferFields /> }] : []),
          ...(may(actions, "offer_with_conditions")
            ? [
                {
                  value: "conditional-offer",
                  words: "Yes, with conditions",
                  then: (
                    <Faces what="the conditions" {...facesOf(codes)}>
                      {codes.data && (
                        <Select id="conditions" label="Which condition?" none="Choose a condition" choices={codes.data.conditions.map(({ code, label }) => ({ value: code, words: label }))} />
                      )}
                    </Faces>
                  ),
                },
              ]
            : []),
          ...(may(actions, "record_refusal")
            ? [
                {
                  value: "refusal",
                  words: "No",
                  then: (
                    <Faces what="the reasons" {...facesOf(codes)}>
                      {codes.data && <RefusalFields codes={codes.data} />}
                    </Faces>
                  ),
                },
              ]
            : []),
        ]}
      />
      <DateField id="decided_on" label="When did it answer?" defaultValue={today} />
      <Select id="received_through" label="How did it come?" choices={LOGGED_THROUGH.map((value) => ({ value, words: RECEIVED_THROUGH[value] }))} />
      <Field id="answer_reference" label="Which letter, mail or call" hint="For example: e-mail of the admissions office, 10:15" />
      <div className="onr-buttons">
        <Button type="submit" busy={form.pending}>
          Log the answer
        </Button>
        <GoBack applicationId={id} />
      </div>
    </Form>
  );
}

function OfferFields() {
  return (
    <>
      <DateField id="start_on" label="When can the child start?" />
      <TextArea id="reason" label="Why so late (only if more than 10 school days away)" />
    </>
  );
}

function groups(codes: RefusalCodes): readonly ChoiceGroup[] {
  return Object.entries(REASON_GROUPS).map(([group, label]) => ({
    label,
    choices: codes.items.filter((item) => item.group === group).map(({ code, label: words }) => ({ value: code, words })),
  }));
}

function RefusalFields({ codes }: Readonly<{ codes: RefusalCodes }>) {
  const [code, setCode] = useState("");
  const chosen = codes.items.find((item) => item.code === code);
  return (
    <>
      <Select id="codes" label="Reason" none="Choose a reason" groups={groups(codes)} onChange={setCode} />
      {chosen && (
        <Banner kind={chosen.ground === "not_a_ground" ? "late" : "note"}>
          <strong>{GROUNDS[chosen.ground]}</strong> {chosen.says} {chosen.reference.length > 0 && `(${chosen.reference.join("; ")})`}
        </Banner>
      )}
      <TextArea id="narrative" label="In the school’s words (optional)" />
    </>
  );
}
