/** A child as money pages name one: initials and year group, or only a reference (DL-23). */
import { yearGroup } from "../../lib/yearGroup";

type Child = Readonly<{ initials: string | null; year_group: string | null }> | null;

export function childWords(child: Child): string {
  if (child === null) return "Several children";
  return `${child.initials ?? "Child"}, ${yearGroup(child.year_group)}`;
}
