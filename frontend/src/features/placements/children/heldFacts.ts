/** The rows of "What we hold". */
import { longDate } from "../../../lib/dates";
import { yearGroup } from "../../../lib/yearGroup";
import type { Fact } from "../../../ui/Facts";
import type { Child } from "../queries";

const SEN: Readonly<Record<string, string>> = { none: "None", support: "SEN support", ehcp: "EHC plan" };

/** Where the child is on the main roll: that roll has no last day. */
export const schoolNow = ({ rolls }: Pick<Child, "rolls">) => rolls.find(({ registration, last_day_on }) => registration === "main" && last_day_on === null)?.school;

export function heldFacts(child: Child): readonly Fact[] {
  const { preferred_name, year_group, date_of_birth, upn, upn_unknown_reason, sen_status, la_child_id } = child;
  return [
    ...(preferred_name ? [{ key: "preferred", name: "Called", value: preferred_name }] : []),
    { key: "year", name: "Year group", value: yearGroup(year_group) },
    { key: "born", name: "Date of birth", value: longDate(date_of_birth) },
    { key: "upn", name: "UPN", value: upn ?? `Not known (${upn_unknown_reason ?? "no reason given"})` },
    { key: "sen", name: "Special needs", value: sen_status === null ? "Not known" : (SEN[sen_status] ?? sen_status) },
    ...careSince(child),
    { key: "worker", name: "Social worker", value: workerOf(child) },
    { key: "school", name: "School", value: schoolNow(child)?.name ?? "None" },
    ...(la_child_id ? [{ key: "reference", name: "Reference", value: la_child_id }] : []),
  ];
}

function workerOf({ social_worker: { name, phone, email } }: Child): string {
  return [name, phone, email].filter((one) => one !== null).join(", ") || "Not known";
}

function careSince({ care_periods }: Child): readonly Fact[] {
  const now = care_periods.find(({ to_on }) => to_on === null);
  if (now === undefined) return [{ key: "care", name: "In care", value: "Not today" }];
  const words = now.status === "looked_after" ? "Looked after" : "Previously looked after";
  return [{ key: "care", name: "In care", value: `${words} since ${longDate(now.from_on)}${now.short_break ? ", short breaks" : ""}` }];
}
