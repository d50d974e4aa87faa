/** Which HTML file answers which path; the gateway follows the same table. */

/** School pages: `/r` answer, `/s` spend return, `/c` contacts, `/e` evidence. */
export const SCHOOL_PREFIXES = ["/r/", "/s/", "/c/", "/e/"] as const;

/** Which HTML file answers a path outside the API. */
export function entryOf(path: string): "index.html" | "school.html" {
  return SCHOOL_PREFIXES.some((prefix) => path.startsWith(prefix)) ? "school.html" : "index.html";
}
