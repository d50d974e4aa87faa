/** Drafts one request per school, opening the case first where none is open; one failing school stops no other. */
import { Problem } from "../../../api/problem";
import type { components } from "../../../api/generated/placements";
import { useDraftApplication, useOpenCase, type Application, type SchoolRow } from "../queries";

type Schemas = components["schemas"];

export type Asking = Readonly<{
  childId: string;
  schools: readonly SchoolRow[];
  /** What opens the case; null when one is open. */
  need: Pick<Schemas["CaseIn"], "reason" | "need_from"> | null;
  told: Omit<Schemas["ApplicationIn"], "child_id" | "school_urn">;
}>;

export type Failed = Readonly<{ school: SchoolRow; problem: Problem }>;
export type Asked = Readonly<{ drafts: readonly Application[]; failed: readonly Failed[] }>;

export function useAsking() {
  const openCase = useOpenCase();
  const draft = useDraftApplication();

  return async ({ childId, schools, need, told }: Asking, key: string): Promise<Asked> => {
    if (need !== null) await openCase({ child_id: childId, ...need }, `${key}-case`);
    const drafts: Application[] = [];
    const failed: Failed[] = [];
    for (const [at, school] of schools.entries()) {
      try {
        // One after the other: the first may have opened what the next needs.
        // oxlint-disable-next-line no-await-in-loop
        drafts.push(await draft({ child_id: childId, school_urn: school.urn, rank: at + 1, ...told }, `${key}-${school.urn}`));
      } catch (error) {
        failed.push({ school, problem: Problem.of(error) });
      }
    }
    const [first] = failed;
    if (drafts.length === 0 && first !== undefined) throw first.problem;
    return { drafts, failed };
  };
}
