/** A date as three boxes; read together, and wrong together (DL-17). */
import type { ReactNode } from "react";
import { readDate } from "../lib/dates";
import { ErrorMessage } from "./Field";
import type { FieldError } from "./fieldErrors";
import { useFieldError, type Typed } from "./Form";

const PARTS = [
  ["day", "Day", "2"],
  ["month", "Month", "2"],
  ["year", "Year", "4"],
] as const;

type DateFieldProps = Readonly<{ id: string; label: string; hint?: ReactNode; defaultValue?: string | undefined }>;

export function DateField({ id, label, hint, defaultValue }: DateFieldProps) {
  const error = useFieldError(id);
  const [year, month, day] = (defaultValue ?? "").split("-");
  const given = { day: day?.replace(/^0/, ""), month: month?.replace(/^0/, ""), year };
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`govuk-form-group${error === undefined ? "" : " govuk-form-group--error"}`}>
      <fieldset className="govuk-fieldset" {...(described !== "" && { "aria-describedby": described })}>
        <legend className="govuk-fieldset__legend">{label}</legend>
        {hint !== undefined && (
          <div className="govuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        {error !== undefined && <ErrorMessage id={id} text={error} />}
        <div className="govuk-date-input">
          {PARTS.map(([part, words, width]) => (
            <div className="govuk-date-input__item" key={part}>
              <div className="govuk-form-group">
                <label className="govuk-label govuk-date-input__label" htmlFor={part === "day" ? id : `${id}-${part}`}>
                  {words}
                </label>
                <input
                  id={part === "day" ? id : `${id}-${part}`}
                  name={`${id}-${part}`}
                  type="text"
                  inputMode="numeric"
                  defaultValue={given[part]}
                  className={`govuk-input govuk-date-input__input govuk-input--width-${width}${error === undefined ? "" : " govuk-input--error"}`}
                />
              </div>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

/** The typed date, null when all three boxes are empty, or what is wrong with it. */
export function dateFrom(values: Typed, id: string, name: string): Readonly<{ on: string | null } | { error: FieldError }> {
  const [day = "", month = "", year = ""] = PARTS.map(([part]) => values.text(`${id}-${part}`));
  if (day === "" && month === "" && year === "") return { on: null };
  const on = readDate(day, month, year);
  return on === null ? { error: { id, text: `Enter a real date for ${name}` } } : { on };
}
