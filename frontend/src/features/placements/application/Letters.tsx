/** Letters of this request with their PDF; one still being written has none. */
import { shortDate } from "../../../lib/dates";
import { useToday } from "../../../ui/today";
import { letterPdf, type Application } from "../queries";

const STATES: Readonly<Record<string, string>> = { draft: "not signed yet", final: "not sent yet", void: "never sent" };

export function Letters({ application: { letters } }: Readonly<{ application: Application }>) {
  const today = useToday();
  if (letters.length === 0) return null;
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">Letters</h2>
      <ul className="onr-news">
        {letters.map(({ id, title, status, sent_on }) => (
          <li key={id}>
            {status === "draft" ? title : <a href={letterPdf(id)}>{title} (PDF)</a>}{" "}
            <span className="onr-quiet onr-small">{sent_on === null ? (STATES[status] ?? "") : `sent ${shortDate(sent_on, today)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
