/** Requests that wait for a decision, the longest first. */
import { useQuery } from "@tanstack/react-query";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { requestsQuery } from "../queries";
import { RequestsTable } from "../requests/RequestsTable";

export function ToDecide({ year }: Readonly<{ year: string }>) {
  const requests = useQuery(requestsQuery({ state: "submitted", financial_year: year }));
  const rows = requests.data?.items ?? [];
  return (
    <Panel heading="To decide" what="requests to decide" {...facesOf(requests)} empty={rows.length === 0 && "No request waits for a decision."}>
      <RequestsTable caption="Requests to decide" rows={rows} without={["state", "agreed"]} />
    </Panel>
  );
}
