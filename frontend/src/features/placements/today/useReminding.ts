/** One click reminds; then a sentence says who was reminded, and who was not and why. */
import { listed } from "../../../lib/text";
import { useSay } from "../../../ui/Status";
import { useSubmission } from "../../../ui/useSubmission";
import { PLACEMENT_PROBLEMS, reasonWords } from "../problemWords";
import { useRemind } from "../queries";

/** What a reminder is about: an application and its school's name. */
type Remindable = Readonly<{ application_id: string; school: Readonly<{ name: string }> }>;

export function useReminding(done: () => void) {
  const send = useRemind();
  const say = useSay();
  const { submit, errors, refuse } = useSubmission(
    async (rows: readonly Remindable[], key: string) => {
      const { items } = await send({ application_ids: rows.map(({ application_id }) => application_id) }, key);
      return { items, rows };
    },
    {
      words: { names: {}, problems: PLACEMENT_PROBLEMS },
      done: ({ items, rows }) => {
        const nameOf = (id: string) => rows.find(({ application_id }) => application_id === id)?.school.name ?? "a school";
        const sent = items.filter((item) => item.sent).map((item) => nameOf(item.application_id));
        const not = items.filter((item) => !item.sent).map((item) => `${nameOf(item.application_id)}: ${reasonWords(item.code)}`);
        say([sent.length > 0 ? `Reminder sent to ${listed(sent)}.` : "", ...not].filter(Boolean).join(" "));
        done();
      },
    },
  );
  return {
    remind: (rows: readonly Remindable[]) => void submit(rows),
    errors,
    refuse: (text: string) => refuse([{ id: null, text }]),
  };
}
