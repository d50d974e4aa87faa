/** Where a person lands: Today, or the first page of their role. */
import { Navigate } from "react-router";
import { paths } from "../lib/paths";
import { Page } from "../ui/Page";
import { landingOf } from "./Menu";
import { TodayScreen } from "./screens/TodayScreen";
import { useSession } from "./session";

export function Landing() {
  const { roles } = useSession();
  const landing = landingOf(roles);
  if (landing === paths.today()) return <TodayScreen />;
  if (landing !== null) return <Navigate to={landing} replace />;
  return (
    <Page title="Nothing waits for you here">
      <p>Your role has no page in the web app yet. Its work is done on the command line or by the API.</p>
    </Page>
  );
}
