/** Renders a screen as a signed-in person sees it, with router and query client (FS-23). */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import { forgetCsrf } from "../api/client";
import { newQueryClient } from "../api/queries";
import { SignedIn } from "../app/session";
import type { Session } from "../features/gateway/queries";
import { AccessContact, OwnPosts, OwnRoles } from "../ui/person";
import { StatusLine, StatusProvider } from "../ui/Status";
import { Today } from "../ui/today";
import { answer } from "./answers";
import { aSession } from "./people";

type Options = Readonly<{
  /** The address the screen stands at. */
  at?: string;
  /** Its route pattern, where it reads parameters. */
  route?: string;
  as?: Partial<Session>;
}>;

/** Where one has got to, for tests that go somewhere. */
function Place() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

function Said({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <StatusProvider at={useLocation().pathname}>
      <StatusLine />
      {children}
    </StatusProvider>
  );
}

export function show(screen: ReactNode, { at = "/", route = "*", as = {} }: Options = {}) {
  const session = aSession(as);
  forgetCsrf();
  answer("gateway", "get", "/api/gateway/v1/session", session);
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const shown = render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[at]}>
        <SignedIn value={session}>
          <OwnRoles value={session.roles}>
            <OwnPosts value={session.posts.map(({ id }) => id)}>
              <AccessContact value={session.access_contact}>
                <Today value={session.today}>
                  <Said>
                    <main>
                      <Routes>
                        <Route path={route} element={screen} />
                        {route !== "*" && <Route path="*" element={<h1>Another page</h1>} />}
                      </Routes>
                    </main>
                    <footer>
                      <Place />
                    </footer>
                  </Said>
                </Today>
              </AccessContact>
            </OwnPosts>
          </OwnRoles>
        </SignedIn>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { ...shown, user: userEvent.setup(), client };
}
