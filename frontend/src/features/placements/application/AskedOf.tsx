/** What the school was told and asked: start, what helps, views, letters. */
import { longDate } from "../../../lib/dates";
import { Facts, type Fact } from "../../../ui/Facts";
import type { Application } from "../queries";

function askedFacts(application: Application): readonly Fact[] {
  const { requested_start: start, what_helps, child_view, carer_view, received_on, start_on, first_day_on } = application;
  return [
    { key: "start", name: "Start wanted", value: start.on === null ? "As soon as possible" : longDate(start.on) },
    ...(received_on === null ? [] : [{ key: "received", name: "Asked on", value: longDate(received_on) }]),
    ...(start_on === null ? [] : [{ key: "agreed", name: "Start", value: longDate(start_on) }]),
    ...(first_day_on === null ? [] : [{ key: "first", name: "First day", value: longDate(first_day_on) }]),
    ...(what_helps ? [{ key: "helps", name: "What helps", value: what_helps }] : []),
    ...(child_view ? [{ key: "child", name: "The child’s view", value: child_view }] : []),
    ...(carer_view ? [{ key: "carer", name: "The carer’s view", value: carer_view }] : []),
  ];
}

export function AskedOf({ application }: Readonly<{ application: Application }>) {
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">What was asked</h2>
      <Facts facts={askedFacts(application)} />
    </section>
  );
}
