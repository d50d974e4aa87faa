/** `Year 9`, `Reception`, `Nursery` from the register's code. */
export function yearGroup(code: string | null): string {
  if (code === null || code === "") return "Year not known";
  if (code === "R") return "Reception";
  if (code === "N") return "Nursery";
  return `Year\u00a0${code}`;
}
