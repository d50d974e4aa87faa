/** The frame of every staff page (UI-2): skip link, demo bar, header, menu, main, footer. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { Link, useLocation, useNavigationType } from "react-router";
import { brandQuery, type Session } from "../features/gateway/queries";
import { paths } from "../lib/paths";
import { SiteName } from "../ui/Page";
import { StatusLine, StatusProvider } from "../ui/Status";
import { Menu } from "./Menu";
import { WhoIsHere } from "./WhoIsHere";

/** The authority's colour, checked for contrast when it was saved (DL-3). */
function useBrandColour(colour: string | undefined): void {
  useEffect(() => {
    if (colour !== undefined) document.documentElement.style.setProperty("--onr-brand", colour);
  }, [colour]);
}

type FrameProps = Readonly<{ session: Session | null; children: ReactNode }>;

/** A new page starts at its top; Back returns to where one was. Stands anew for each page. */
function StartAtTop() {
  const kind = useNavigationType();
  useEffect(() => {
    if (kind === "PUSH") window.scrollTo(0, 0);
  }, [kind]);
  return null;
}

export function Frame({ session, children }: FrameProps) {
  const brand = useQuery(brandQuery());
  const { pathname } = useLocation();
  const signedIn = session?.signed_in === true;
  const name = brand.data?.name ?? (signedIn ? session.organisation?.name : undefined) ?? "Onroll";
  useBrandColour(brand.data?.colour);

  return (
    <SiteName value={name === "Onroll" ? name : `${name} - Onroll`}>
      <StartAtTop key={pathname} />
      <StatusProvider at={pathname}>
        <a href="#main" className="govuk-skip-link">
          Skip to main content
        </a>
        <header>
          {session?.demo === true && (
            <div className="onr-demo">
              <div className="onr-wide">Demonstration: {session.organisation?.name ?? "the authorities"}, children, schools and figures are invented.</div>
            </div>
          )}
          <div className="onr-header">
            <div className="onr-wide">
              <div className="onr-header__authority">
                {brand.data?.logo && <img src={brand.data.logo} alt="" />}
                <span>{name}</span>
                {name !== "Onroll" && <small>Onroll</small>}
              </div>
              <div className="onr-header__user">
                {signedIn && <WhoIsHere session={session} />}
              </div>
            </div>
          </div>
          {signedIn && <Menu roles={session.roles} />}
        </header>
        <main id="main" className="onr-main" tabIndex={-1}>
          <div className="onr-wide">
            <StatusLine />
            {children}
          </div>
        </main>
        <Footer />
      </StatusProvider>
    </SiteName>
  );
}

function Footer() {
  return (
    <footer className="onr-footer">
      <div className="onr-wide">
        <Link to={paths.accessibility()}>Accessibility</Link>
        <Link to={paths.privacy()}>Privacy</Link>
        <span>Onroll {import.meta.env.VITE_ONROLL_VERSION}</span>
      </div>
    </footer>
  );
}
