/** Renders a screen as a signed-in person sees it, with router and query client. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes } from "react-router";
import { forgetCsrf } from "../api/client";
import { newQueryClient } from "../api/queries";
import { StatusLine, StatusProvider } from "../ui/Status";
import { Today } from "../ui/today";

type Options = Readonly<{
  /** The address the screen stands at. */
  at?: string;
  /** Its route pattern, where it reads parameters. */
  route?: string;
  today?: string;
}>;

export function show(screen: ReactNode, { at = "/", route = "*", today = "2026-11-23" }: Options = {}) {
  forgetCsrf();
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const shown = render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[at]}>
        <Today value={today}>
          <StatusProvider at={at.split("?")[0] ?? at}>
            <StatusLine />
            <Routes>
              <Route path={route} element={screen} />
              {route !== "*" && <Route path="*" element={<p>Another page</p>} />}
            </Routes>
          </StatusProvider>
        </Today>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return { ...shown, user: userEvent.setup(), client };
}
