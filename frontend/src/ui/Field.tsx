/** One question with one box: label above, hint under it, the error at the field. */
import type { ReactNode } from "react";
import { useFieldError } from "./Form";

type FieldFrame = Readonly<{ id: string; label: string; hint?: ReactNode; children: (aria: Aria) => ReactNode }>;
type Aria = Readonly<{ invalid: boolean; describedBy: string | undefined }>;

function Frame({ id, label, hint, children }: FieldFrame) {
  const error = useFieldError(id);
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`govuk-form-group${error === undefined ? "" : " govuk-form-group--error"}`}>
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && <ErrorMessage id={id} text={error} />}
      {children({ invalid: error !== undefined, describedBy: described === "" ? undefined : described })}
    </div>
  );
}

export function ErrorMessage({ id, text }: Readonly<{ id: string; text: string }>) {
  return (
    <p className="govuk-error-message" id={`${id}-error`}>
      <span className="govuk-visually-hidden">Error: </span>
      {text}
    </p>
  );
}

type Common = Readonly<{ id: string; label: string; hint?: ReactNode; defaultValue?: string; name?: string }>;

type FieldProps = Common &
  Readonly<{
    type?: "text" | "email" | "password" | "date" | "file" | "search";
    width?: "2" | "4" | "10" | "20";
    inputMode?: "numeric" | "decimal";
    autoComplete?: string;
    spellCheck?: boolean;
    onChange?: (value: string) => void;
    accept?: string;
    min?: string;
  }>;

export function Field({ id, label, hint, name, width, type = "text", onChange, ...input }: FieldProps) {
  return (
    <Frame id={id} label={label} hint={hint}>
      {({ invalid, describedBy }) => (
        <input
          {...input}
          id={id}
          name={name ?? id}
          type={type}
          className={`govuk-input${width === undefined ? "" : ` govuk-input--width-${width}`}${invalid ? " govuk-input--error" : ""}`}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          {...(onChange && { onChange: (event) => onChange(event.currentTarget.value) })}
        />
      )}
    </Frame>
  );
}

export function TextArea({ id, label, hint, name, rows = 2, ...area }: Common & Readonly<{ rows?: number }>) {
  return (
    <Frame id={id} label={label} hint={hint}>
      {({ invalid, describedBy }) => (
        <textarea
          {...area}
          id={id}
          name={name ?? id}
          rows={rows}
          className={`govuk-textarea${invalid ? " govuk-textarea--error" : ""}`}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
        />
      )}
    </Frame>
  );
}

export type Choice = Readonly<{ value: string; words: string }>;
export type ChoiceGroup = Readonly<{ label: string; choices: readonly Choice[] }>;

type SelectProps = Common &
  Readonly<{
    choices?: readonly Choice[];
    groups?: readonly ChoiceGroup[];
    /** The words of the empty choice; without them the first choice is chosen. */
    none?: string;
    onChange?: (value: string) => void;
  }>;

const Options = ({ choices }: Readonly<{ choices: readonly Choice[] }>) =>
  choices.map(({ value, words }) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));

export function Select({ id, label, hint, name, choices = [], groups = [], none, onChange, defaultValue }: SelectProps) {
  return (
    <Frame id={id} label={label} hint={hint}>
      {({ invalid, describedBy }) => (
        <select
          id={id}
          name={name ?? id}
          defaultValue={defaultValue ?? (none === undefined ? choices[0]?.value : "")}
          className={`govuk-select${invalid ? " govuk-select--error" : ""}`}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          {...(onChange && { onChange: (event) => onChange(event.currentTarget.value) })}
        >
          {none !== undefined && <option value="">{none}</option>}
          <Options choices={choices} />
          {groups.map(({ label: group, choices: members }) => (
            <optgroup key={group} label={group}>
              <Options choices={members} />
            </optgroup>
          ))}
        </select>
      )}
    </Frame>
  );
}
