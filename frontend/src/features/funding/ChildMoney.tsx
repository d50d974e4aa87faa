/** What was asked, agreed and paid for one child. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { paths } from "../../lib/paths";
import { facesOf } from "../../ui/Faces";
import { Panel } from "../../ui/Panel";
import { requestsQuery } from "./queries";
import { RequestsTable } from "./requests/RequestsTable";

type ChildMoneyProps = Readonly<{ childId: string; schoolUrn: number | null }>;

export function ChildMoney({ childId, schoolUrn }: ChildMoneyProps) {
  const requests = useQuery(requestsQuery({ child_id: childId }));
  const rows = requests.data?.items ?? [];
  const ask = <Link to={paths.newRequest({ child_id: childId, school_urn: schoolUrn })}>Ask for money</Link>;
  return (
    <Panel
      heading="Pupil Premium Plus"
      what="requests for money"
      links={ask}
      {...facesOf(requests)}
      empty={rows.length === 0 && <p>Nothing has been asked for this child yet. {ask}</p>}
    >
      <RequestsTable caption="Requests for this child" rows={rows} without={["child"]} />
    </Panel>
  );
}
