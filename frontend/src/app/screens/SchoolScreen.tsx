/** A school (SC-16): evidence from accountability, register and contacts from placements, each its own panel. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Context, Evidence, EvidenceBanner } from "../../features/accountability/Evidence";
import { profileQuery, type Profile } from "../../features/accountability/queries";
import { WhatHappened } from "../../features/accountability/WhatHappened";
import { SCHOOL_GROUPS } from "../../features/accountability/words";
import { schoolQuery } from "../../features/placements/queries";
import { SchoolRegister } from "../../features/placements/SchoolRegister";
import { paths } from "../../lib/paths";
import { count, plural } from "../../lib/text";
import { Crumbs } from "../../ui/Crumbs";
import { PrintButton } from "../../ui/ListLinks";
import { Page } from "../../ui/Page";
import { NotFound, PageFaces } from "../../ui/PageProblem";
import { Faces, facesOf } from "../../ui/Faces";
import { useHasRole } from "../../ui/person";

export function SchoolScreen() {
  const urn = Number(useParams()["urn"]);
  const known = Number.isInteger(urn) && urn > 0;
  const profile = useQuery({ ...profileQuery(urn), enabled: known });
  const school = useQuery({ ...schoolQuery(urn), enabled: known });
  const seesFacts = useHasRole("vsh", "vs_officer", "la_signatory", "la_auditor", "designated_teacher", "school_head");
  if (!known) return <NotFound />;
  if (school.data === undefined) return <PageFaces what="the school" error={school.error} />;
  return (
    <Page
      title={school.data.name}
      lead={profile.data && <Kind profile={profile.data} />}
      crumbs={
        <Crumbs>
          <Link to={paths.schools()}>Schools</Link>
        </Crumbs>
      }
      actions={<PrintButton />}
    >
      <div className="onr-columns">
        <div className="onr-stack">
          <Faces what="the school’s evidence" {...facesOf(profile)}>
            {profile.data && (
              <>
                <EvidenceBanner profile={profile.data} />
                <Evidence profile={profile.data} />
              </>
            )}
          </Faces>
          {seesFacts && <WhatHappened urn={urn} />}
        </div>
        <div className="onr-stack">
          <SchoolRegister school={school.data} />
          {profile.data && <Context profile={profile.data} />}
        </div>
      </div>
    </Page>
  );
}

function Kind({ profile: { school } }: Readonly<{ profile: Profile }>) {
  const { group, trust, number_on_roll, children_of_ours } = school;
  const parts = [
    SCHOOL_GROUPS[group],
    trust === null ? null : (trust.name ?? "in a trust"),
    number_on_roll === null ? null : `${count(number_on_roll)} on roll`,
    children_of_ours === null ? null : `${plural(children_of_ours, "child", "children")} of ours`,
  ];
  return `${parts.filter(Boolean).join(" · ")}.`;
}
