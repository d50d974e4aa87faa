/** Name, role, Help and Sign out, always in the same place. */
import { Link } from "react-router";
import { useSignOut, type Session } from "../features/gateway/queries";
import { ROLE_WORDS } from "../features/gateway/words";
import { paths } from "../lib/paths";
import { listed } from "../lib/text";

export function WhoIsHere({ session }: Readonly<{ session: Session }>) {
  const signOut = useSignOut();
  return (
    <>
      <span>
        {session.user?.name}
        <span className="onr-quiet">, {listed(session.roles.map((role) => ROLE_WORDS[role]))}</span>
      </span>
      <Link to={paths.help()}>Help</Link>
      <button
        type="button"
        className="onr-linkbutton"
        onClick={() => {
          // A whole new page, so that nothing of the session stays in memory.
          void signOut().finally(() => window.location.assign(paths.signIn()));
        }}
      >
        Sign out
      </button>
    </>
  );
}
