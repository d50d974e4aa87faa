/** Asks who is here, then shows the frame with the screen of the address. */
import { useQuery } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { colleaguesQuery, sessionQuery, type Session } from "../features/gateway/queries";
import { paths } from "../lib/paths";
import { Faces, facesOf } from "../ui/Faces";
import { PageFaces } from "../ui/PageProblem";
import { AccessContact, Colleagues, OwnPosts, OwnRoles } from "../ui/person";
import { Today } from "../ui/today";
import { Boundary } from "./ErrorPage";
import { Frame } from "./Frame";
import { IdleWarning } from "./IdleWarning";
import { PublicRoutes, StaffRoutes } from "./routes";
import { SignedIn } from "./session";

/** Pages anybody may open. */
const OPEN = new Set<string>([paths.signIn(), paths.help(), paths.accessibility(), paths.privacy()]);

function Person({ session, children }: Readonly<{ session: Session; children: ReactNode }>) {
  const { data } = useQuery({ ...colleaguesQuery(), enabled: session.signed_in });
  const names = new Map(data?.items.flatMap(({ post_id, name }) => (name === null ? [] : [[post_id, name] as const])));
  return (
    <Today value={session.today}>
      <AccessContact value={session.access_contact}>
        <OwnRoles value={session.roles}>
          <OwnPosts value={session.posts.map(({ id }) => id)}>
            <Colleagues value={names}>{children}</Colleagues>
          </OwnPosts>
        </OwnRoles>
      </AccessContact>
    </Today>
  );
}

export function App() {
  const session = useQuery(sessionQuery());
  const { pathname, search } = useLocation();

  if (session.data === undefined) return <Faces what="Onroll" {...facesOf(session)}>{null}</Faces>;
  const signedIn = session.data.signed_in;
  if (!signedIn && !OPEN.has(pathname)) return <Navigate to={paths.signIn(pathname + search)} replace />;

  return (
    <SignedIn value={signedIn ? session.data : null}>
      <Person session={session.data}>
        <Frame session={session.data}>
          {signedIn && <IdleWarning session={session.data} />}
          <Boundary key={pathname}>
            <Suspense fallback={<PageFaces what="your page" error={null} />}>{OPEN.has(pathname) ? <PublicRoutes /> : <StaffRoutes />}</Suspense>
          </Boundary>
        </Frame>
      </Person>
    </SignedIn>
  );
}
