/** Every request for a place for one child, the newest first. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { paths } from "../../../lib/paths";
import { facesOf } from "../../../ui/Faces";
import { Panel } from "../../../ui/Panel";
import { ApplicationsTable } from "../application/ApplicationsTable";
import { applicationsQuery } from "../queries";

export function ChildApplications({ childId }: Readonly<{ childId: string }>) {
  const applications = useQuery(applicationsQuery({ child_id: childId }));
  const rows = applications.data?.items ?? [];
  return (
    <Panel
      heading="Applications"
      what="applications"
      {...facesOf(applications)}
      empty={
        rows.length === 0 && (
          <p>
            No application yet. <Link to={paths.askForPlace(childId)}>Ask for a place</Link>
          </p>
        )
      }
    >
      <ApplicationsTable caption="Applications for this child" rows={rows} without="child" />
    </Panel>
  );
}
