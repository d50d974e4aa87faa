/** Check, approve, make the file: one button each, and approval says what it does first (DL-18). */
import { pounds } from "../../../lib/money";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Form } from "../../../ui/Form";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useBatchStep, type Batch, type BatchStep } from "../queries";

const SAID: Record<BatchStep, string> = {
  check: "The batch is checked. Next: somebody who decided none of it approves it.",
  approve: "The batch is approved. Next: make the payment file.",
  export: "The payment file is made. Download it for the finance system.",
};

function useBatch(name: BatchStep) {
  const say = useSay();
  const send = useBatchStep();
  return useSubmission((batch: Pick<Batch, "id" | "version">, key: string) => send({ batch, name }, key), {
    words: { names: {}, problems: FUNDING_PROBLEMS },
    done: (batch) => say(batch.failures.length > 0 ? "Some lines may not be paid: see below." : SAID[name]),
  });
}

export function BatchSteps({ batch }: Readonly<{ batch: Batch }>) {
  const { allowed_actions: actions } = batch;
  if (actions.includes("approve")) return <Approve batch={batch} />;
  if (actions.includes("check")) return <OneStep batch={batch} name="check" words="Check the batch" />;
  if (actions.includes("export")) return <OneStep batch={batch} name="export" words="Make the payment file" />;
  return null;
}

function OneStep({ batch, name, words }: Readonly<{ batch: Batch; name: BatchStep; words: string }>) {
  const form = useBatch(name);
  return (
    <div>
      <ErrorSummary errors={form.errors} />
      <Button busy={form.pending} onClick={() => void form.submit({ id: batch.id, version: batch.version })}>
        {words}
      </Button>
    </div>
  );
}

function Approve({ batch }: Readonly<{ batch: Batch }>) {
  const form = useBatch("approve");
  return (
    <section aria-labelledby="approve">
      <h2 id="approve">Approve and release</h2>
      <Form submission={form} read={() => ({ id: batch.id, version: batch.version })}>
        <Confirm
          confirm="Approve the batch"
          final
          busy={form.pending}
          goBack={null}
          facts={[
            { key: "sum", name: "Released", value: <strong>{pounds(batch.pence)}</strong> },
            { key: "lines", name: "Lines", value: batch.lines.length },
            { key: "who", name: "In whose name", value: "Yours: you decided none of these lines" },
          ]}
        />
      </Form>
    </section>
  );
}
