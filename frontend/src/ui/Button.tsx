/** Buttons: one primary a page in the authority's colour, the rest quiet, the irrevocable ones red. */
import type { ReactNode } from "react";

type ButtonProps = Readonly<{
  children: ReactNode;
  kind?: "primary" | "secondary" | "warning";
  small?: boolean;
  type?: "button" | "submit";
  busy?: boolean;
  onClick?: () => void;
  /** A second way to say which row a repeated word belongs to: "Remind" + "Ashby Road". */
  about?: string;
  name?: string;
  value?: string;
}>;

export function buttonClass(kind: NonNullable<ButtonProps["kind"]> = "primary", small = false): string {
  const colour = kind === "primary" ? "" : ` govuk-button--${kind}`;
  return `govuk-button${colour}${small ? " onr-button--small" : ""}`;
}

export function Button({ children, kind = "primary", small = false, type = "button", busy, onClick, about, name, value }: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(kind, small)}
      aria-disabled={busy === true ? true : undefined}
      {...(onClick && { onClick: busy === true ? undefined : onClick })}
      {...(name !== undefined && { name })}
      {...(value !== undefined && { value })}
    >
      {children}
      {about !== undefined && " "}
      {about !== undefined && <span className="govuk-visually-hidden">{about}</span>}
    </button>
  );
}
