/** Asks who is here, then shows the frame with the screen of the address. */
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Navigate, useLocation } from "react-router";
import { sessionQuery } from "../features/gateway/queries";
import { paths } from "../lib/paths";
import { Faces, facesOf, Loading } from "../ui/Panel";
import { OwnPosts } from "../ui/person";
import { Today } from "../ui/today";
import { Boundary } from "./ErrorPage";
import { Frame } from "./Frame";
import { IdleWarning } from "./IdleWarning";
import { PublicRoutes, StaffRoutes } from "./routes";
import { SignedIn } from "./session";

/** Pages anybody may open. */
const OPEN = new Set<string>([paths.signIn(), paths.help(), paths.accessibility(), paths.privacy()]);

export function App() {
  const session = useQuery(sessionQuery());
  const { pathname, search } = useLocation();

  if (session.data === undefined) return <Faces what="Onroll" {...facesOf(session)}>{null}</Faces>;
  const signedIn = session.data.signed_in;
  if (!signedIn && !OPEN.has(pathname)) return <Navigate to={paths.signIn(pathname + search)} replace />;

  return (
    <SignedIn value={signedIn ? session.data : null}>
      <OwnPosts value={session.data.posts.map(({ id }) => id)}>
      <Today value={session.data.today}>
        <Frame session={session.data}>
          {signedIn && <IdleWarning session={session.data} />}
          <Boundary key={pathname}>
            <Suspense fallback={<Loading what="the page" />}>{OPEN.has(pathname) ? <PublicRoutes /> : <StaffRoutes />}</Suspense>
          </Boundary>
        </Frame>
      </Today>
      </OwnPosts>
    </SignedIn>
  );
}
