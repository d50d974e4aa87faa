/** Names of the figures we hold about a school, and where they come from. */
const FACTS: Readonly<Record<string, string>> = {
  number_on_roll: "On roll, whole school",
  capacity: "Capacity, whole school",
  pan: "Admission number",
  nor: "On roll in this year group",
};

const SOURCES: Readonly<Record<string, string>> = { GIAS: "national register of schools" };

export const factWords = (key: string): string => FACTS[key] ?? key.replaceAll("_", " ");
export const sourceWords = (source: string): string => SOURCES[source] ?? source;
