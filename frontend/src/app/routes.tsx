/** Which screen stands at which address; all but Today are fetched when first needed (FS-11). */
import { lazy, type ComponentType } from "react";
import { useNavigate, useRoutes, useSearchParams, type RouteObject } from "react-router";
import { safeNext } from "../lib/paths";
import { NotFound } from "../ui/PageProblem";
import { Landing } from "./Landing";

function later<Name extends string>(name: Name, load: () => Promise<Readonly<Record<Name, ComponentType>>>) {
  const Screen = lazy(async () => ({ default: (await load())[name] as ComponentType }));
  return <Screen />;
}

const SignIn = lazy(async () => ({ default: (await import("../features/gateway/SignIn")).SignIn }));

function SignInScreen() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  return <SignIn done={() => void navigate(safeNext(search.get("next")), { replace: true })} />;
}

const OPEN_ROUTES: RouteObject[] = [
  { path: "/sign-in", element: <SignInScreen /> },
  { path: "/help", element: later("Help", () => import("./screens/Help")) },
  { path: "/accessibility", element: later("Accessibility", () => import("./screens/Accessibility")) },
  { path: "/privacy", element: later("Privacy", () => import("./screens/Privacy")) },
];

const STAFF_ROUTES: RouteObject[] = [
  { path: "/", element: <Landing /> },
  { path: "/children", element: later("Children", () => import("../features/placements/children/Children")) },
  { path: "/children/:childId", element: later("ChildScreen", () => import("./screens/ChildScreen")) },
  { path: "/children/:childId/:tab", element: later("ChildScreen", () => import("./screens/ChildScreen")) },
  { path: "/children/:childId/name", element: later("NameChild", () => import("../features/placements/children/NameChild")) },
  { path: "/children/:childId/cases/new", element: later("OpenCase", () => import("../features/placements/children/OpenCase")) },
  { path: "/children/:childId/applications/new", element: later("AskForPlace", () => import("../features/placements/ask/AskForPlace")) },
  { path: "/applications", element: later("Applications", () => import("../features/placements/application/Applications")) },
  { path: "/applications/:applicationId", element: later("ApplicationPage", () => import("../features/placements/application/ApplicationPage")) },
  { path: "/applications/:applicationId/:step", element: later("ApplicationStep", () => import("../features/placements/application/StepPages")) },
  { path: "/funding", element: later("FundingOverview", () => import("../features/funding/overview/FundingOverview")) },
  { path: "/funding/requests", element: later("Requests", () => import("../features/funding/requests/Requests")) },
  { path: "/funding/requests/new", element: later("NewRequest", () => import("../features/funding/requests/NewRequest")) },
  { path: "/funding/requests/:requestId", element: later("RequestPage", () => import("../features/funding/requests/RequestPage")) },
  { path: "/funding/payments", element: later("Payments", () => import("../features/funding/payments/Payments")) },
  { path: "/funding/payments/:batchId", element: later("BatchPage", () => import("../features/funding/payments/BatchPage")) },
  { path: "/funding/payees", element: later("Payees", () => import("../features/funding/payments/Payees")) },
  { path: "/funding/returns", element: later("Returns", () => import("../features/funding/returns/Returns")) },
  { path: "/funding/returns/:returnId", element: later("ReturnPage", () => import("../features/funding/returns/ReturnPage")) },
  { path: "/funding/awards", element: later("Awards", () => import("../features/funding/awards/Awards")) },
  { path: "/funding/counts", element: later("Counts", () => import("../features/funding/awards/Counts")) },
  { path: "/funding/statement", element: later("Ledger", () => import("../features/funding/ledger/Ledger")) },
  { path: "/schools", element: later("SchoolsScreen", () => import("./screens/SchoolsScreen")) },
  { path: "/schools/:urn", element: later("SchoolScreen", () => import("./screens/SchoolScreen")) },
  { path: "*", element: <NotFound /> },
];

export function PublicRoutes() {
  return useRoutes(OPEN_ROUTES);
}

export function StaffRoutes() {
  return useRoutes(STAFF_ROUTES);
}
