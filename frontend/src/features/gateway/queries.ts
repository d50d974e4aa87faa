/** What the web app asks the gateway: who is here, how the authority looks, signing in and out. */
import { useQueryClient } from "@tanstack/react-query";
import { answered, forgetCsrf, gateway } from "../../api/client";
import type { components } from "../../api/generated/gateway";
import { $gateway, useChange } from "../../api/queries";

type Schemas = components["schemas"];
export type Session = Schemas["SessionOut"];
export type Persona = Schemas["PersonaOut"];
export type Role = Schemas["Role"];

const GATEWAY = "/api/gateway/";

export const sessionQuery = () => $gateway.queryOptions("get", "/api/gateway/v1/session");
export const brandQuery = () => $gateway.queryOptions("get", "/api/gateway/v1/brand", {}, { staleTime: Infinity });
export const colleaguesQuery = () => $gateway.queryOptions("get", "/api/gateway/v1/colleagues", {}, { staleTime: Infinity });
export const meQuery = () => $gateway.queryOptions("get", "/api/gateway/v1/me");

/** A new person sits here: nothing read before may stay. */
function useNewPerson() {
  const client = useQueryClient();
  return async () => {
    forgetCsrf();
    client.clear();
    await client.fetchQuery(sessionQuery());
  };
}

export function useSignInAsPersona() {
  const arrive = useNewPerson();
  return async (persona: string) => {
    const answer = answered(await gateway.POST("/api/gateway/v1/sign-in/demo", { body: { persona } }));
    await arrive();
    return answer;
  };
}

export function useSignInWithPassword() {
  const arrive = useNewPerson();
  return async (body: Readonly<{ email: string; password: string }>) => {
    const answer = answered(await gateway.POST("/api/gateway/v1/sign-in/password", { body }));
    await arrive();
    return answer;
  };
}

export function useSignOut() {
  const client = useQueryClient();
  return async () => {
    await gateway.POST("/api/gateway/v1/sign-out");
    forgetCsrf();
    client.clear();
  };
}

/** From now on "since you last looked" counts from here. */
export function useMarkSeen() {
  return useChange(async () => {
    await gateway.PUT("/api/gateway/v1/me/seen");
  }, GATEWAY);
}
