/** After an action, one sentence says what happened, and is read out (UI-11). */
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";

type Said = Readonly<{ text: string; at: string }>;
type Saying = Readonly<{ said: Said | null; say: (text: string, at?: string) => void }>;

const StatusContext = createContext<Saying>({ said: null, say: () => undefined });

/** The sentence belongs to a page and goes when one leaves it; `at` is the page one is sent to. */
export function StatusProvider({ at, children }: Readonly<{ at: string; children: ReactNode }>) {
  const [said, setSaid] = useState<Said | null>(null);
  const [page, setPage] = useState(at);
  if (page !== at) {
    setPage(at);
    if (said !== null && said.at !== at) setSaid(null);
  }
  const say = useCallback((text: string, where?: string) => setSaid({ text, at: where ?? at }), [at]);
  const value = useMemo(() => ({ said: said?.at === at ? said : null, say }), [said, at, say]);
  return <StatusContext value={value}>{children}</StatusContext>;
}

export function useSay(): (text: string, at?: string) => void {
  return use(StatusContext).say;
}

export function StatusLine() {
  const { said } = use(StatusContext);
  return (
    <div role="status" className={said ? "onr-banner onr-banner--said" : undefined}>
      {said?.text}
    </div>
  );
}
