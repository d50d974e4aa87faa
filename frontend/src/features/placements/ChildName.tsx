/** A child as staff read one: name and year group, or the authority's reference until named. */
import { Link } from "react-router";
import { paths } from "../../lib/paths";
import { yearGroup } from "../../lib/yearGroup";
import type { Child, ChildLabel } from "./queries";

type Named = Pick<ChildLabel, "id" | "name" | "year_group">;

export const nameOf = ({ name }: Pick<Named, "name">): string => (name === "" ? "A child without a name yet" : name);

/** The whole record as a list names it. */
export const labelOf = ({ id, label, year_group }: Pick<Child, "id" | "label" | "year_group">): Named => ({ id, name: label, year_group });

/** `Mason Kerr, Year 9` */
export const nameAndYear = (child: Omit<Named, "id">): string => `${nameOf(child)}, ${yearGroup(child.year_group)}`;

export function ChildLink({ child }: Readonly<{ child: Named }>) {
  return (
    <>
      <Link to={paths.child(child.id)} className="onr-table__name">
        {nameOf(child)}
      </Link>{" "}
      <span className="onr-quiet onr-nowrap">{yearGroup(child.year_group)}</span>
    </>
  );
}
