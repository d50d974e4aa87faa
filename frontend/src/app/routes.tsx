/** Which screen stands at which address; all but Today are fetched when first needed (FS-11). */
import { lazy, type ComponentType } from "react";
import { useNavigate, useRoutes, useSearchParams, type RouteObject } from "react-router";
import { safeNext } from "../lib/paths";
import { NotFound } from "./ErrorPage";
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
  { path: "*", element: <NotFound /> },
];

export function PublicRoutes() {
  return useRoutes(OPEN_ROUTES);
}

export function StaffRoutes() {
  return useRoutes(STAFF_ROUTES);
}
