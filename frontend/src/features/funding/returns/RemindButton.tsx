/** One click reminds the school; the mail carries a new link. */
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { schoolWords } from "../NotAccounted";
import { FUNDING_PROBLEMS } from "../problemWords";
import { useRemindReturn, type SpendReturn } from "../queries";

export function RemindButton({ one }: Readonly<{ one: SpendReturn }>) {
  const say = useSay();
  const form = useSubmission(useRemindReturn(), {
    words: { names: {}, problems: FUNDING_PROBLEMS },
    done: ({ school }) => say(`Reminder sent to ${schoolWords(school.name, school.urn)}.`),
  });
  return (
    <>
      <ErrorSummary errors={form.errors} />
      <Button kind="secondary" busy={form.pending} onClick={() => void form.submit({ id: one.id, version: one.version })}>
        Remind
      </Button>
    </>
  );
}
