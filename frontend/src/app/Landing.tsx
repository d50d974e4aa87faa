/** Where a person lands: Today, or the first page of their role. */
import { Navigate } from "react-router";
import type { Role } from "../features/gateway/queries";
import { paths } from "../lib/paths";
import { Page } from "../ui/Page";
import { landingOf } from "./Menu";
import { TodayScreen } from "./screens/TodayScreen";
import { useSession } from "./session";

/** They answer by link; their inbox comes later. */
const SCHOOL_ROLES = new Set<Role>(["school_admissions", "designated_teacher", "school_head", "trust_user"]);

export function Landing() {
  const { roles } = useSession();
  const landing = landingOf(roles);
  if (landing === paths.today()) return <TodayScreen />;
  if (landing !== null) return <Navigate to={landing} replace />;
  return <NothingHere fromSchool={roles.some((role) => SCHOOL_ROLES.has(role))} />;
}

function NothingHere({ fromSchool }: Readonly<{ fromSchool: boolean }>) {
  return (
    <Page title="Nothing waits for you here">
      <p>
        {fromSchool
          ? "Your school answers by the link in the e-mail it gets, without signing in. A page with everything asked of your school comes with a later version."
          : "Your role has no page in the web app yet. Its work is done on the command line or by the API."}
      </p>
    </Page>
  );
}
