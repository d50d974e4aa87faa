/** The rows of "What we hold". */
import { longDate } from "../../../lib/dates";
import { yearGroup } from "../../../lib/text";
import type { Fact } from "../../../ui/Facts";
import type { Child } from "../queries";

const SEN: Readonly<Record<string, string>> = { none: "None", support: "SEN support", ehcp: "EHC plan" };

export function heldFacts(child: Child): readonly Fact[] {
  const { preferred_name, year_group, date_of_birth, upn, upn_unknown_reason, sen_status, school, la_child_id } = child;
  return [
    ...(preferred_name ? [{ key: "preferred", name: "Called", value: preferred_name }] : []),
    { key: "year", name: "Year group", value: yearGroup(year_group) },
    { key: "born", name: "Date of birth", value: longDate(date_of_birth) },
    { key: "upn", name: "UPN", value: upn ?? `Not known (${upn_unknown_reason ?? "no reason given"})` },
    { key: "sen", name: "Special needs", value: sen_status === null ? "Not known" : (SEN[sen_status] ?? sen_status) },
    { key: "school", name: "School", value: school?.name ?? "None" },
    ...(la_child_id ? [{ key: "reference", name: "Reference", value: la_child_id }] : []),
  ];
}
