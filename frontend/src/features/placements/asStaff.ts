/** A school reads less of a child or an application than staff of the authority do; these screens are the staff's. */
type Seen = Readonly<{ seen_by: "authority" | "school" }>;

export function asStaff<T extends Seen>(read: T): Extract<T, { seen_by: "authority" }> {
  if (read.seen_by !== "authority") throw new TypeError("read as a school");
  return read as Extract<T, { seen_by: "authority" }>;
}
