/** A child (SC-3): what is held, every application, the money; each tab its own panel. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { ChildMoney } from "../../features/funding/ChildMoney";
import { ChildApplications } from "../../features/placements/children/ChildApplications";
import { ChildSummary } from "../../features/placements/children/ChildSummary";
import { schoolNow } from "../../features/placements/children/heldFacts";
import { childQuery, type Child } from "../../features/placements/queries";
import { PLACE_STATUS } from "../../features/placements/words";
import { CHILD_TABS, paths, type ChildTab } from "../../lib/paths";
import { yearGroup } from "../../lib/yearGroup";
import { buttonClass } from "../../ui/Button";
import { Crumbs } from "../../ui/Crumbs";
import { Page } from "../../ui/Page";
import { NotFound, PageFaces } from "../../ui/PageProblem";
import { Tag } from "../../ui/Tag";
import { useIs } from "../session";

const TAB_WORDS: Record<ChildTab, string> = { summary: "Summary", applications: "Applications", funding: "Pupil Premium Plus" };
const isTab = (text: string): text is ChildTab => (CHILD_TABS as readonly string[]).includes(text);

export function ChildScreen() {
  const { childId = "", tab = "summary" } = useParams();
  const { data, error } = useQuery(childQuery(childId));
  if (!isTab(tab)) return <NotFound />;
  if (data === undefined) return <PageFaces what="the child" error={error} />;
  return <ChildView child={data} tab={tab} />;
}

function ChildView({ child, tab }: Readonly<{ child: Child; tab: ChildTab }>) {
  const seesMoney = useIs("vsh", "vs_officer");
  const tabs = CHILD_TABS.filter((one) => one !== "funding" || seesMoney);
  return (
    <Page
      title={child.label}
      tag={child.status !== null && <Tag {...PLACE_STATUS[child.status]} />}
      lead={[yearGroup(child.year_group), schoolNow(child)?.name].filter(Boolean).join(", ")}
      crumbs={
        <Crumbs>
          <Link to={paths.children()}>Children</Link>
        </Crumbs>
      }
      actions={<ChildActions child={child} />}
    >
      <nav className="onr-tabs" aria-label="About this child">
        <ul>
          {tabs.map((one) => (
            <li key={one}>
              <Link to={paths.child(child.id, one)} aria-current={one === tab ? "page" : undefined}>
                {TAB_WORDS[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {tab === "summary" && <ChildSummary child={child} />}
      {tab === "applications" && <ChildApplications childId={child.id} />}
      {tab === "funding" && seesMoney && <ChildMoney childId={child.id} schoolUrn={schoolNow(child)?.urn ?? null} />}
    </Page>
  );
}

/** Whether a school could reach the social worker (PL-601). */
const isReachable = ({ social_worker: { name, phone, email } }: Child): boolean => name !== null && (phone ?? email) !== null;

/** One primary action: what brings the child nearer to a place now. */
function ChildActions({ child }: Readonly<{ child: Child }>) {
  const mayWrite = useIs("vsh", "vs_officer", "social_worker");
  if (!mayWrite) return null;
  return (
    <>
      {(!child.is_named || !isReachable(child)) && (
        <Link to={paths.nameChild(child.id)} className={buttonClass(child.is_named ? "secondary" : "primary")}>
          {child.is_named ? "Enter the social worker" : "Enter the name"}
        </Link>
      )}
      {child.open_case === null && (
        <Link to={paths.openCase(child.id)} className={buttonClass("secondary")}>
          Open a case
        </Link>
      )}
      <Link to={paths.askForPlace(child.id)} className={buttonClass(child.is_named ? "primary" : "secondary")}>
        Ask for a place
      </Link>
    </>
  );
}
