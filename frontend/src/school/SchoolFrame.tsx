/** The frame of the school pages: whose page it is, one column, no menu, no account. */
import type { ReactNode } from "react";
import { SiteName } from "../ui/Page";

type SchoolFrameProps = Readonly<{ authority: string | null; demo?: boolean; children: ReactNode }>;

export function SchoolFrame({ authority, demo = false, children }: SchoolFrameProps) {
  return (
    <SiteName value={authority === null ? "Onroll" : `${authority} - Onroll`}>
      <a href="#main" className="govuk-skip-link">
        Skip to main content
      </a>
      <header>
        {demo && (
          <div className="onr-demo">
            <div className="onr-wide">Demonstration: the authority, its children and figures are invented.</div>
          </div>
        )}
        <div className="onr-header">
          <div className="onr-wide">
            <div className="onr-header__authority">
              <span>{authority ?? "Onroll"}</span>
              {authority !== null && <small>Onroll</small>}
            </div>
          </div>
        </div>
      </header>
      <main id="main" className="onr-main" tabIndex={-1}>
        <div className="onr-wide">{children}</div>
      </main>
      <footer className="onr-footer">
        <div className="onr-wide">
          <span>No account, no password and no attachment.</span>
          <a href="/accessibility">Accessibility</a>
          <a href="/privacy">Privacy</a>
        </div>
      </footer>
    </SiteName>
  );
}
