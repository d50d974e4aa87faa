/** One agreed item: what was spent, and did it help. */
import { pounds, poundsField, readMoney } from "../lib/money";
import { member } from "../lib/member";
import { ErrorMessage } from "../ui/Field";
import { useFieldError } from "../ui/Form";
import type { Rating, ReturnLine } from "./job";
import { OFFERED_RATINGS, RATINGS } from "./returnWords";

export type LineTyped = Readonly<{ amount: string; rating: Rating | null }>;

type LineFieldsProps = Readonly<{
  line: ReturnLine;
  typed: LineTyped;
  change: (typed: LineTyped) => void;
  /** The field was left: a good moment to save. */
  leave: (typed: LineTyped) => void;
}>;

export function LineFields({ line, typed, change, leave }: LineFieldsProps) {
  const [spent, helped] = [`${line.id}-spent`, `${line.id}-helped`];
  const error = useFieldError(spent);

  function rate(text: string) {
    const rating = member(RATINGS, text) ?? null;
    const next = { rating, amount: rating === "did_not_happen" ? poundsField(0) : typed.amount };
    change(next);
    leave(next);
  }

  return (
    <div className="onr-item">
      <p>
        <strong>{line.description}</strong>
        <br />
        <span className="onr-quiet">{pounds(line.paid_pence)} paid</span>
      </p>
      <div className={`govuk-form-group${error === undefined ? "" : " govuk-form-group--error"}`}>
        <label className="govuk-label" htmlFor={spent}>
          Spent <span className="govuk-visually-hidden">on {line.description}</span>
        </label>
        {error !== undefined && <ErrorMessage id={spent} text={error} />}
        <input
          id={spent}
          className={`govuk-input${error === undefined ? "" : " govuk-input--error"}`}
          inputMode="decimal"
          value={typed.amount}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error === undefined ? undefined : `${spent}-error`}
          onChange={(event) => change({ ...typed, amount: event.currentTarget.value })}
          onBlur={() => leave(typed)}
        />
      </div>
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor={helped}>
          Did it help? <span className="govuk-visually-hidden">{line.description}</span>
        </label>
        <select id={helped} className="govuk-select" value={typed.rating ?? ""} onChange={(event) => rate(event.currentTarget.value)}>
          <option value="">Choose</option>
          {OFFERED_RATINGS.map((rating) => (
            <option key={rating} value={rating}>
              {RATINGS[rating]}
            </option>
          ))}
        </select>
      </div>
      <Note line={line} amount={typed.amount} />
    </div>
  );
}

function Note({ line, amount }: Readonly<{ line: ReturnLine; amount: string }>) {
  const money = readMoney(amount);
  if (!("pence" in money) || money.pence <= line.paid_pence) return null;
  return <p className="onr-item__note onr-quiet">{pounds(money.pence - line.paid_pence)} more than was paid. That is allowed; it is not paid out.</p>;
}
