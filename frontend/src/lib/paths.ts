/** Every address inside the app is built here; `entries.ts` holds the table of HTML files. */

type Query = Readonly<Record<string, string | number | null | undefined>>;

/** A path with the part of the query that is filled; order is the order given. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

export const CHILD_TABS = ["summary", "applications", "funding"] as const;
export type ChildTab = (typeof CHILD_TABS)[number];

export const paths = {
  signIn: (next?: string) => withQuery("/sign-in", { next: next === "/" ? null : next }),
  today: (query?: Query) => withQuery("/", query),
  children: (query?: Query) => withQuery("/children", query),
  child: (childId: string, tab: ChildTab = "summary") => `/children/${childId}/${tab}`,
  askForPlace: (childId: string) => `/children/${childId}/applications/new`,
  openCase: (childId: string) => `/children/${childId}/cases/new`,
  nameChild: (childId: string) => `/children/${childId}/name`,
  applications: (query?: Query) => withQuery("/applications", query),
  application: (applicationId: string) => `/applications/${applicationId}`,
  applicationStep: (applicationId: string, step: string) => `/applications/${applicationId}/${step}`,
  funding: (query?: Query) => withQuery("/funding", query),
  awards: (query?: Query) => withQuery("/funding/awards", query),
  counts: () => "/funding/counts",
  requests: (query?: Query) => withQuery("/funding/requests", query),
  newRequest: (query?: Query) => withQuery("/funding/requests/new", query),
  request: (requestId: string) => `/funding/requests/${requestId}`,
  payments: (query?: Query) => withQuery("/funding/payments", query),
  paymentBatch: (batchId: string) => `/funding/payments/${batchId}`,
  payees: (query?: Query) => withQuery("/funding/payees", query),
  returns: (query?: Query) => withQuery("/funding/returns", query),
  spendReturn: (returnId: string) => `/funding/returns/${returnId}`,
  ledger: (query?: Query) => withQuery("/funding/statement", query),
  schools: (query?: Query) => withQuery("/schools", query),
  school: (urn: number) => `/schools/${urn}`,
  help: () => "/help",
  accessibility: () => "/accessibility",
  privacy: () => "/privacy",
} as const;

/** Where to go after signing in: only a path of this site, else home (SE-74). */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/";
  return next;
}
