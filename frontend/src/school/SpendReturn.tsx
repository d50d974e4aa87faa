/** Account for Pupil Premium Plus (SC-22): two fields an item, prefilled; one click when all went as agreed. */
import { longDate, longMoment } from "../lib/dates";
import { pounds } from "../lib/money";
import { plural } from "../lib/text";
import { Facts } from "../ui/Facts";
import { Page } from "../ui/Page";
import { Loading } from "../ui/Faces";
import { LinkState } from "./LinkState";
import type { Job, SpendReturn as ReturnShown } from "./job";
import { useLoaded } from "./loaded";
import { ReturnForm } from "./ReturnForm";
import { RATINGS, termWords, unspentWords } from "./returnWords";

const OPEN = new Set<ReturnShown["state"]>(["due", "reminded", "overdue", "escalated"]);

export function SpendReturn({ job }: Readonly<{ job: Job }>) {
  const { data, error, pending, retry, keep } = useLoaded(() => job.spendReturn());
  if (data !== undefined) return <ReturnView job={job} one={data} keep={keep} again={retry} />;
  if (pending) {
    return (
      <Page title="Pupil Premium Plus">
        <Loading what="the agreed items" />
      </Page>
    );
  }
  return <LinkState job={job} error={error} what="the agreed items" retry={retry} />;
}

type ReturnViewProps = Readonly<{ job: Job; one: ReturnShown; keep: (one: ReturnShown) => void; again: () => void }>;

function ReturnView({ job, one, keep, again }: ReturnViewProps) {
  const { school, term, lines, state, due_on, extended_to, rule } = one;
  const children = new Set(lines.map(({ child }) => child.id)).size;
  const title = `${school.name ?? `School ${school.urn}`}, ${termWords(term)}: ${plural(children, "child", "children")}`;
  if (!OPEN.has(state)) return <ReturnSent one={one} />;
  return (
    <Page title={title} tab="Pupil Premium Plus" lead={`What became of the money agreed for ${children === 1 ? "this child" : "these children"}? Please answer by ${longDate(extended_to ?? due_on)}.`}>
      <div className="onr-stack onr-stack--page">
        <ReturnForm job={job} one={one} keep={keep} again={again} />
        <p className="onr-quiet">
          The rule here: keep receipts; money that was not spent {unspentWords(rule.setting_unspent)}
          {rule.policy_version === null ? "" : ` (policy version ${rule.policy_version})`}.
          {rule.receipt_threshold_pence !== null && ` From ${pounds(rule.receipt_threshold_pence)} an item needs a receipt you can name when asked.`} Sending says that the money was
          spent on these children’s needs as agreed in their plans.
        </p>
      </div>
    </Page>
  );
}

function ReturnSent({ one }: Readonly<{ one: ReturnShown }>) {
  const { lines, paid_pence, charged_pence, unspent_pence, submitted_at, note, rule } = one;
  return (
    <Page title="Thank you: you have accounted for the money" tab="Pupil Premium Plus">
      <div className="onr-stack onr-stack--page">
        <Facts
          facts={[
            ...lines.map(({ id, description, charged_to_grant_pence, impact_rating }) => ({
              key: id,
              name: description,
              value: `${pounds(charged_to_grant_pence)}${impact_rating === null ? "" : `. Did it help? ${RATINGS[impact_rating]}`}`,
            })),
            { key: "total", name: "Total", value: <strong>{`${pounds(charged_pence)} of ${pounds(paid_pence)}`}</strong> },
            ...(unspent_pence > 0 ? [{ key: "left", name: "Not spent", value: `${pounds(unspent_pence)} ${unspentWords(rule.setting_unspent)}` }] : []),
            ...(note === null ? [] : [{ key: "note", name: "You added", value: note }]),
            ...(submitted_at === null ? [] : [{ key: "sent", name: "Sent", value: longMoment(submitted_at) }]),
          ]}
        />
        <p>
          <strong>You have nothing else to do.</strong> A receipt goes to your school’s registered address.
        </p>
      </div>
    </Page>
  );
}
