/** What the web app asks accountability: a school's figures and what they rest on. */
import type { components } from "../../api/generated/accountability";
import { $accountability, filled } from "../../api/queries";

type Schemas = components["schemas"];
export type Profile = Schemas["ProfileOut"];
export type Result = Schemas["ResultOut"];
export type Facts = Schemas["FactsOut"];
export type Fact = Schemas["FactOut"];
export type SchoolEvidence = Schemas["SchoolEvidenceOut"];
export type Tally = Schemas["TallyOut"];

const BASE = "/api/accountability/v1";

export const schoolEvidenceQuery = (cursor: string) =>
  $accountability.queryOptions("get", `${BASE}/schools`, { params: { query: filled({ has_activity: true, cursor }) } });

export const profileQuery = (urn: number) => $accountability.queryOptions("get", `${BASE}/schools/{urn}/profile`, { params: { path: { urn } } });

export const factsQuery = (urn: number, cursor: string) =>
  $accountability.queryOptions("get", `${BASE}/schools/{urn}/facts`, { params: { path: { urn }, query: filled({ cursor }) } });
