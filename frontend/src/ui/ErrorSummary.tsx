/** "There is a problem": takes the focus and links to each field (DL-16). */
import { useEffect, useRef, type ReactNode } from "react";
import type { FieldError } from "./fieldErrors";
import { useErrorTitle } from "./Page";

type ErrorSummaryProps = Readonly<{ errors: readonly FieldError[]; children?: ReactNode }>;

export function ErrorSummary({ errors, children }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useErrorTitle(errors.length > 0);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;

  return (
    <div className="govuk-error-summary" data-error-summary ref={box} tabIndex={-1} role="alert" aria-labelledby="error-summary">
      <h2 className="govuk-error-summary__title" id="error-summary">
        There is a problem
      </h2>
      <ul className="govuk-error-summary__list">
        {errors.map(({ id, text }) => (
          <li key={`${id} ${text}`}>{id === null ? text : <FieldLink id={id}>{text}</FieldLink>}</li>
        ))}
      </ul>
      {children}
    </div>
  );
}

function FieldLink({ id, children }: Readonly<{ id: string; children: string }>) {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        const field = document.getElementById(id);
        if (!field) return;
        event.preventDefault();
        field.scrollIntoView({ block: "center" });
        field.focus({ preventScroll: true });
      }}
    >
      {children}
    </a>
  );
}
