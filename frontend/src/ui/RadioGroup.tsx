/** One choice of a few; what a choice asks further stands under it, without any script of GOV.UK (FP-9). */
import { useState, type ReactNode } from "react";
import { ErrorMessage } from "./Field";
import { useFieldError } from "./Form";

export type Option = Readonly<{ value: string; words: ReactNode; hint?: ReactNode; then?: ReactNode }>;

export type GroupProps = Readonly<{
  /** The property's path; the first choice carries it, so that an error's link lands there. */
  id: string;
  legend: string;
  hint?: ReactNode;
  options: readonly Option[];
  hideLegend?: boolean;
  /** The one question of its page reads as a heading. */
  main?: boolean;
}>;

type RadioGroupProps = GroupProps & Readonly<{ defaultValue?: string | undefined; onChoose?: (value: string) => void; inline?: boolean }>;

export function GroupFrame({ id, legend, hint, hideLegend, main, children }: Omit<GroupProps, "options"> & Readonly<{ children: ReactNode }>) {
  const error = useFieldError(id);
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`govuk-form-group${error === undefined ? "" : " govuk-form-group--error"}`}>
      <fieldset className="govuk-fieldset" {...(described !== "" && { "aria-describedby": described })}>
        <legend className={hideLegend === true ? "govuk-visually-hidden" : `govuk-fieldset__legend${main === true ? " onr-legend" : ""}`}>{legend}</legend>
        {hint !== undefined && (
          <div className="govuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        {error !== undefined && <ErrorMessage id={id} text={error} />}
        {children}
      </fieldset>
    </div>
  );
}

export const optionId = (id: string, at: number) => (at === 0 ? id : `${id}-${at}`);

export function RadioGroup({ options, defaultValue, onChoose, inline = false, ...group }: RadioGroupProps) {
  const [chosen, setChosen] = useState(defaultValue ?? "");
  return (
    <GroupFrame {...group}>
      <div className={`govuk-radios govuk-radios--small${inline ? " govuk-radios--inline" : ""}`}>
        {options.map(({ value, words, hint, then }, at) => (
          <div key={value}>
            <div className="govuk-radios__item">
              <input
                className="govuk-radios__input"
                type="radio"
                id={optionId(group.id, at)}
                name={group.id}
                value={value}
                defaultChecked={value === defaultValue}
                onChange={() => {
                  setChosen(value);
                  onChoose?.(value);
                }}
                {...(hint !== undefined && { "aria-describedby": `${optionId(group.id, at)}-item-hint` })}
              />
              <label className="govuk-label govuk-radios__label" htmlFor={optionId(group.id, at)}>
                {words}
              </label>
              {hint !== undefined && (
                <div className="govuk-hint govuk-radios__hint" id={`${optionId(group.id, at)}-item-hint`}>
                  {hint}
                </div>
              )}
            </div>
            {then !== undefined && chosen === value && <div className="onr-conditional">{then}</div>}
          </div>
        ))}
      </div>
    </GroupFrame>
  );
}
