/** What the web app asks funding: money of a year, requests, payments, returns, the ledger. */
import { answered, funding } from "../../api/client";
import type { components } from "../../api/generated/funding";
import { $funding, filled, once, step, useChange } from "../../api/queries";

export type Schemas = components["schemas"];
export type Overview = Schemas["OverviewOut"];
export type NotAccountedRow = Schemas["NotAccountedOut"];
export type Award = Schemas["AwardOut"];
export type Rate = Schemas["RateOut"];
export type Ssda903Count = Schemas["Ssda903CountOut"];
export type MoneyRequest = Schemas["RequestOut"];
export type RequestRow = Schemas["RequestSummaryOut"];
export type Payee = Schemas["PayeeOut"];
export type Payment = Schemas["PaymentOut"];
export type Batch = Schemas["BatchOut"];
export type BatchRow = Schemas["BatchSummaryOut"];
export type SpendReturn = Schemas["ReturnOut"];
export type ReturnRow = Schemas["ReturnSummaryOut"];
export type Balances = Schemas["BalancesOut"];
export type Journal = Schemas["JournalOut"];

const BASE = "/api/funding/v1";
/** A change in funding shows on any of its pages. */
const FUNDING = "/api/funding/";

type Read = Readonly<{ id: string; version: number }>;

export const overviewQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/overview`, { params: { query: filled({ financial_year }) } });

export const ratesQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/rates`, { params: { query: filled({ financial_year }) } });

export const awardsQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/awards`, { params: { query: filled({ financial_year }) } });

export const countsQuery = () => $funding.queryOptions("get", `${BASE}/ssda903-imports`, { params: { query: {} } });
export const policiesQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/policies`, { params: { query: filled({ financial_year }) } });

export const requestsQuery = (filters: Readonly<{ financial_year?: string; state?: string; child_id?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/requests`, { params: { query: filled(filters) } });

export const requestQuery = (request_id: string) => $funding.queryOptions("get", `${BASE}/requests/{request_id}`, { params: { path: { request_id } } });

export const payeesQuery = (filters: Readonly<{ state?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/payees`, { params: { query: filled(filters) } });

export const paymentsQuery = (filters: Readonly<{ financial_year?: string; state?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/payments`, { params: { query: filled(filters) } });

export const batchesQuery = () => $funding.queryOptions("get", `${BASE}/payment-batches`, { params: { query: {} } });
export const batchQuery = (batch_id: string) => $funding.queryOptions("get", `${BASE}/payment-batches/{batch_id}`, { params: { path: { batch_id } } });

export const returnsQuery = (filters: Readonly<{ state?: string; term?: string; updated_since?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/returns`, { params: { query: filled(filters) } });

export const returnQuery = (return_id: string) => $funding.queryOptions("get", `${BASE}/returns/{return_id}`, { params: { path: { return_id } } });

export const balancesQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/balances`, { params: { query: filled({ financial_year }) } });
export const journalsQuery = (financial_year: string, cursor: string) =>
  $funding.queryOptions("get", `${BASE}/journals`, { params: { query: filled({ financial_year, cursor }) } });
export const ledgerHeadQuery = () => $funding.queryOptions("get", `${BASE}/ledger/head`);

export function useRemindReturn() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/returns/{return_id}/reminder`, { params: { path: { return_id: id }, header: step(version, key) } })),
    FUNDING,
  );
}
