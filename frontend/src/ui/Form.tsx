/** A native form: no checks while typing, Enter submits, typed values stay (DL-16). */
import { createContext, use, type ReactNode, type SubmitEvent } from "react";
import { ErrorSummary } from "./ErrorSummary";
import type { FieldError } from "./fieldErrors";
import type { Submission } from "./useSubmission";

const Errors = createContext<readonly FieldError[]>([]);

/** The message at one field, if there is one. */
export function useFieldError(id: string): string | undefined {
  return use(Errors).find((error) => error.id === id)?.text;
}

/** What was typed, by name; missing reads as empty. */
export type Typed = Readonly<{ text: (name: string) => string; all: (name: string) => readonly string[]; file: (name: string) => File | null }>;

function typed(form: HTMLFormElement): Typed {
  const data = new FormData(form);
  const text = (value: FormDataEntryValue | null) => (typeof value === "string" ? value.trim() : "");
  return {
    text: (name) => text(data.get(name)),
    all: (name) => data.getAll(name).map(text),
    file: (name) => {
      const box = form.elements.namedItem(name);
      return box instanceof HTMLInputElement ? (box.files?.[0] ?? null) : null;
    },
  };
}

type FormProps<Body> = Readonly<{
  submission: Submission<Body>;
  /** Turns what was typed into what is sent, or says what is wrong with it. */
  read: (values: Typed) => Body | readonly FieldError[];
  children: ReactNode;
  /** Shown with the errors where signing in again is needed. */
  signInAgain?: ReactNode;
}>;

function isErrors(value: unknown): value is readonly FieldError[] {
  return Array.isArray(value);
}

export function Form<Body>({ submission, read, children, signInAgain }: FormProps<Body>) {
  const { errors, problem, pending, waiting, submit, refuse } = submission;

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const body = read(typed(event.currentTarget));
    if (isErrors(body)) refuse(body);
    else void submit(body);
  }

  return (
    <Errors value={errors}>
      <ErrorSummary errors={errors}>{problem?.status === 401 && (signInAgain ?? <SignInAgain />)}</ErrorSummary>
      <form noValidate onSubmit={send} className="onr-stack onr-stack--form" autoComplete="off">
        {children}
        <p role="status" className="govuk-visually-hidden">
          {pending ? (waiting ?? "Sending") : ""}
        </p>
        {waiting !== null && <p aria-hidden="true">{waiting}</p>}
      </form>
    </Errors>
  );
}

/** The form stays filled; signing in happens beside it, and the submit then goes on by itself. */
function SignInAgain() {
  return (
    <p>
      <a href="/sign-in" target="_blank" rel="noopener">
        Sign in again in a new tab
      </a>
      , then come back to this one.
    </p>
  );
}
