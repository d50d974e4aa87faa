/** Ask for a place (SC-5): up to three schools, five answers, one letter each. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { longDate } from "../../../lib/dates";
import { paths } from "../../../lib/paths";
import { yearGroup } from "../../../lib/yearGroup";
import { Banner } from "../../../ui/Banner";
import { Crumbs } from "../../../ui/Crumbs";
import { Page } from "../../../ui/Page";
import { PageFaces } from "../../../ui/PageProblem";
import { labelOf, nameAndYear } from "../ChildName";
import { caseQuery, childQuery, type Case, type Child, type SchoolRow } from "../queries";
import { CASE_REASONS } from "../words";
import { AskForm } from "./AskForm";
import { ReviewRequests } from "./ReviewRequests";
import { SchoolPicker } from "./SchoolPicker";
import type { Failed } from "./useAsking";

export function AskForPlace() {
  const { childId = "" } = useParams();
  const [search] = useSearchParams();
  const child = useQuery(childQuery(childId));
  const open = child.data?.open_case?.id;
  const opened = useQuery({ ...caseQuery(open ?? ""), enabled: open !== undefined });
  const drafts = (search.get("drafts") ?? "").split(",").filter(Boolean);
  if (child.data === undefined) return <PageFaces what="the child" error={child.error} />;
  return <Asking child={child.data} open={opened.data} drafts={drafts} />;
}

type AskingProps = Readonly<{ child: Child; open: Case | undefined; drafts: readonly string[] }>;

function Asking({ child, open, drafts }: AskingProps) {
  const [schools, setSchools] = useState<readonly SchoolRow[]>([]);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const navigate = useNavigate();
  const reviewing = drafts.length > 0;

  return (
    <Page
      title={reviewing ? `Read and send: a place for ${child.label}` : `Ask for a school place for ${nameAndYear(labelOf(child))}`}
      tab="Ask for a place"
      crumbs={
        <Crumbs>
          <Link to={paths.children()}>Children</Link>
          <Link to={paths.child(child.id)}>{nameAndYear(labelOf(child))}</Link>
        </Crumbs>
      }
    >
      {reviewing ? (
        <ReviewRequests childId={child.id} drafts={drafts} failed={failed} />
      ) : (
        <div className="onr-stack onr-ask">
          <Held child={child} open={open} />
          <SchoolPicker chosen={schools} change={setSchools} />
          <AskForm
            child={child}
            schools={schools}
            needsCase={child.open_case === null}
            done={({ drafts: made, failed: not }) => {
              setFailed(not);
              void navigate(`${paths.askForPlace(child.id)}?drafts=${made.map(({ id }) => id).join(",")}`);
            }}
          />
        </div>
      )}
    </Page>
  );
}

/** Never asked again: what the register holds already (BB-7). */
function Held({ child, open }: Readonly<{ child: Child; open: Case | undefined }>) {
  return (
    <>
      <p>
        We already hold: born {longDate(child.date_of_birth)}, UPN {child.upn === null ? "not known" : "known"}, {yearGroup(child.year_group)}, EHC
        plan {child.sen_status === null ? "not known" : child.sen_status === "ehcp" ? "yes" : "no"}.{" "}
        {open !== undefined && `Why now: ${CASE_REASONS[open.reason].toLowerCase()}, a place is needed since ${longDate(open.need_from)}.`}
      </p>
      {!child.is_named && (
        <Banner kind="warn">
          The letter needs the child’s name. <Link to={paths.nameChild(child.id)}>Enter the name first</Link>
        </Banner>
      )}
    </>
  );
}
