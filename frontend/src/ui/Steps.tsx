/** How far something has come: steps with their dates under one baseline. */
export type StepStatus = "done" | "missed" | "now" | "next";

export type StepView = Readonly<{ key: string; words: string; status: StepStatus; note: string }>;

const STATUS_WORDS: Record<StepStatus, string> = {
  done: "done",
  missed: "missed",
  now: "now",
  next: "still to come",
};

export function Steps({ steps, label }: Readonly<{ steps: readonly StepView[]; label: string }>) {
  return (
    <ol className="onr-steps" aria-label={label}>
      {steps.map(({ key, words, status, note }) => (
        <li key={key} className={`onr-steps__${status}`} {...(status === "now" && { "aria-current": "step" as const })}>
          {words} <span className="govuk-visually-hidden">({STATUS_WORDS[status]})</span>
          <span>{note}</span>
        </li>
      ))}
    </ol>
  );
}
