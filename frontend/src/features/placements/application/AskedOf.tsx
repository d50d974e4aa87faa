/** What the school was told and asked: start, what helps, views, letters. */
import { longDate, shortDate } from "../../../lib/dates";
import { Facts, type Fact } from "../../../ui/Facts";
import { useToday } from "../../../ui/today";
import type { Application } from "../queries";

function askedFacts(application: Application, today: string): readonly Fact[] {
  const { requested_start: start, what_helps, child_view, carer_view, received_on, start_on, first_day_on, letters } = application;
  return [
    { key: "start", name: "Start wanted", value: start.on === null ? "As soon as possible" : longDate(start.on) },
    ...(received_on === null ? [] : [{ key: "received", name: "Asked on", value: longDate(received_on) }]),
    ...(start_on === null ? [] : [{ key: "agreed", name: "Start", value: longDate(start_on) }]),
    ...(first_day_on === null ? [] : [{ key: "first", name: "First day", value: longDate(first_day_on) }]),
    ...(what_helps ? [{ key: "helps", name: "What helps", value: what_helps }] : []),
    ...(child_view ? [{ key: "child", name: "The child’s view", value: child_view }] : []),
    ...(carer_view ? [{ key: "carer", name: "The carer’s view", value: carer_view }] : []),
    ...letters.map(({ id, title, sent_on }) => ({ key: id, name: "Letter", value: sent_on === null ? title : `${title}, ${shortDate(sent_on, today)}` })),
  ];
}

export function AskedOf({ application }: Readonly<{ application: Application }>) {
  const today = useToday();
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">What was asked</h2>
      <Facts facts={askedFacts(application, today)} />
    </section>
  );
}
