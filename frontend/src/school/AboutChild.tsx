/** What helps the child, what comes with the place, and the figures we hold: shown, never asked (BB-7). */
import { longDate } from "../lib/dates";
import { Facts } from "../ui/Facts";
import type { Reply } from "./job";

const PLAN = { yes: "Yes", no: "No", unknown: "Not known" } as const;

export function AboutChild({ reply }: Readonly<{ reply: Reply }>) {
  const { initials, what_helps, strengths, interests, support, has_plan, requested_start: start } = reply;
  return (
    <section aria-labelledby="about">
      <h2 id="about">About {initials}</h2>
      <Facts
        facts={[
          { key: "start", name: "Start wanted", value: start.on === null ? "As soon as possible" : longDate(start.on) },
          ...(what_helps ? [{ key: "helps", name: `What helps ${initials} learn`, value: what_helps }] : []),
          ...(strengths ? [{ key: "strengths", name: "Strengths", value: strengths }] : []),
          ...(interests ? [{ key: "interests", name: "Interests", value: interests }] : []),
          { key: "support", name: `What comes with ${initials}`, value: support.join(" ") },
          { key: "plan", name: "EHC plan", value: PLAN[has_plan === null ? "unknown" : has_plan ? "yes" : "no"] },
        ]}
      />
    </section>
  );
}
