/** A sentence that must be read before the rest. */
import type { ReactNode } from "react";

type BannerProps = Readonly<{ kind?: "note" | "warn" | "late"; heading?: string; children: ReactNode }>;

export function Banner({ kind = "note", heading, children }: BannerProps) {
  return (
    <div className={`onr-banner onr-banner--${kind}`}>
      {heading !== undefined && <h3>{heading}</h3>}
      {children}
    </div>
  );
}
