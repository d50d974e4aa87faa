/** One page: its title in the tab, one h1 that takes the focus after navigation, and its actions. */
import { createContext, use, useEffect, useRef, type ReactNode } from "react";

/** What follows the page's own name in the tab: "Northshire - Onroll". */
export const SiteName = createContext("Onroll");

const ERROR = "Error: ";
let arrived = false;

/** "Page - Northshire - Onroll"; "Error: " stays in front while an error summary is shown. */
export function usePageTitle(title: string): void {
  const site = use(SiteName);
  useEffect(() => {
    const error = document.title.startsWith(ERROR) && document.querySelector("[data-error-summary]") ? ERROR : "";
    document.title = `${error}${title} - ${site}`;
  }, [title, site]);
}

/** Marks the tab while an error summary is on the page. */
export function useErrorTitle(shown: boolean): void {
  useEffect(() => {
    if (!shown) return undefined;
    if (!document.title.startsWith(ERROR)) document.title = ERROR + document.title;
    return () => {
      document.title = document.title.replace(ERROR, "");
    };
  }, [shown]);
}

type PageProps = Readonly<{
  /** The h1, in words. */
  title: string;
  /** The tab's name where it is shorter than the h1. */
  tab?: string;
  tag?: ReactNode;
  lead?: ReactNode;
  crumbs?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}>;

export function Page({ title, tab, tag, lead, crumbs, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(tab ?? title);
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true });
    arrived = true;
  }, []);

  return (
    <>
      {crumbs}
      <div className="onr-title">
        <div className="onr-title__words">
          <div className="onr-title__head">
            <h1 tabIndex={-1} ref={heading}>
              {title}
            </h1>
            {tag}
          </div>
          {lead !== undefined && <div className="onr-lead">{lead}</div>}
        </div>
        {actions !== undefined && <div className="onr-title__actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}
