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

export const awardsQuery = () => $funding.queryOptions("get", `${BASE}/awards`);

export const countsQuery = () => $funding.queryOptions("get", `${BASE}/ssda903-imports`);

export const requestsQuery = (filters: Readonly<{ financial_year?: string; state?: Schemas["RequestState"] | undefined; child_id?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/requests`, { params: { query: filled(filters) } });

export const requestQuery = (request_id: string) => $funding.queryOptions("get", `${BASE}/requests/{request_id}`, { params: { path: { request_id } } });

export const payeesQuery = (filters: Readonly<{ state?: Schemas["PayeeState"]; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/payees`, { params: { query: filled(filters) } });

export const paymentsQuery = (filters: Readonly<{ state?: Schemas["PaymentState"] | undefined; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/payments`, { params: { query: filled(filters) } });

export const batchesQuery = () => $funding.queryOptions("get", `${BASE}/payment-batches`, { params: { query: {} } });
export const batchQuery = (batch_id: string) => $funding.queryOptions("get", `${BASE}/payment-batches/{batch_id}`, { params: { path: { batch_id } } });

export const returnsQuery = (filters: Readonly<{ state?: Schemas["ReturnState"] | undefined; term?: string; cursor?: string }>) =>
  $funding.queryOptions("get", `${BASE}/returns`, { params: { query: filled(filters) } });

export const returnQuery = (return_id: string) => $funding.queryOptions("get", `${BASE}/returns/{return_id}`, { params: { path: { return_id } } });

export const balancesQuery = (financial_year: string) =>
  $funding.queryOptions("get", `${BASE}/balances`, { params: { query: filled({ financial_year }) } });
export const journalsQuery = (cursor: string) => $funding.queryOptions("get", `${BASE}/journals`, { params: { query: filled({ cursor }) } });
export const ledgerHeadQuery = () => $funding.queryOptions("get", `${BASE}/ledger/head`);

export function useRemindReturn() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/returns/{return_id}/reminder`, { params: { path: { return_id: id }, header: step(version, key) } })),
    FUNDING,
  );
}

const stepOf = (key: string, version: number) => ({ header: step(version, key) });

export function useEnterRate() {
  return useChange(
    async (body: Schemas["RateIn"], key: string) => answered(await funding.POST(`${BASE}/rates`, { params: { header: once(key) }, body })),
    FUNDING,
  );
}

export function useConfirmRate() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/rates/{rate_id}/confirmation`, { params: { path: { rate_id: id }, ...stepOf(key, version) } })),
    FUNDING,
  );
}

export function useEnterAward() {
  return useChange(
    async (body: Schemas["AwardIn"], key: string) => answered(await funding.POST(`${BASE}/awards`, { params: { header: once(key) }, body })),
    FUNDING,
  );
}

export function usePostAward() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/awards/{award_id}/posting`, { params: { path: { award_id: id }, ...stepOf(key, version) } })),
    FUNDING,
  );
}

export type CountFiles = Readonly<{ header: File; episodes: File; return_year_end: string }>;

/** The two files of the return go as they are; only counts come back. */
export function useCheckCount() {
  return useChange(
    async (files: CountFiles, key: string) =>
      answered(
        await funding.POST(`${BASE}/ssda903-imports`, {
          params: { header: once(key) },
          // The contract says text for a file part; the form holds the files themselves.
          body: files as unknown as Schemas["Body_check_ssda903_count"],
          bodySerializer: () => formOf(files),
        }),
      ),
    FUNDING,
  );
}

function formOf({ header, episodes, return_year_end }: CountFiles): FormData {
  const form = new FormData();
  form.set("header", header);
  form.set("episodes", episodes);
  form.set("return_year_end", return_year_end);
  return form;
}

export function useKeepCount() {
  return useChange(
    async ({ id, version, body }: Read & Readonly<{ body: Schemas["ApplicationIn"] }>, key: string) =>
      answered(
        await funding.POST(`${BASE}/ssda903-imports/{import_id}/application`, { params: { path: { import_id: id }, ...stepOf(key, version) }, body }),
      ),
    FUNDING,
  );
}

/** Asked and sent in one go; the draft stays when the policy does not let it through. */
export function useAskForMoney() {
  return useChange(async (body: Schemas["RequestIn"], key: string) => {
    const draft = answered(await funding.POST(`${BASE}/requests`, { params: { header: once(`${key}-d`) }, body }));
    return answered(
      await funding.POST(`${BASE}/requests/{request_id}/submission`, {
        params: { path: { request_id: draft.id }, ...stepOf(`${key}-s`, draft.version) },
      }),
    );
  }, FUNDING);
}

export function useSubmitRequest() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/requests/{request_id}/submission`, { params: { path: { request_id: id }, ...stepOf(key, version) } })),
    FUNDING,
  );
}

export function useDecide({ id, version }: Read) {
  return useChange(
    async (body: Schemas["DecisionIn"], key: string) =>
      answered(await funding.POST(`${BASE}/requests/{request_id}/decision`, { params: { path: { request_id: id }, ...stepOf(key, version) }, body })),
    FUNDING,
  );
}

export function useEnterPayee() {
  return useChange(
    async (body: Schemas["PayeeIn"], key: string) => answered(await funding.POST(`${BASE}/payees`, { params: { header: once(key) }, body })),
    FUNDING,
  );
}

export function useVerifyPayee() {
  return useChange(
    async ({ id, version }: Read, key: string) =>
      answered(await funding.POST(`${BASE}/payees/{payee_id}/verification`, { params: { path: { payee_id: id }, ...stepOf(key, version) } })),
    FUNDING,
  );
}

export function useMakeBatch() {
  return useChange(
    async (body: Schemas["BatchIn"], key: string) => answered(await funding.POST(`${BASE}/payment-batches`, { params: { header: once(key) }, body })),
    FUNDING,
  );
}

export type BatchStep = "check" | "approve" | "export";

const batchParams = ({ id, version }: Read, key: string) => ({ params: { path: { batch_id: id }, ...stepOf(key, version) } });
const BATCH_STEPS: Record<BatchStep, (batch: Read, key: string) => Promise<{ data?: Batch }>> = {
  check: (batch, key) => funding.POST(`${BASE}/payment-batches/{batch_id}/check`, { ...batchParams(batch, key), body: { drop_failing_lines: false } }),
  approve: (batch, key) => funding.POST(`${BASE}/payment-batches/{batch_id}/approval`, batchParams(batch, key)),
  export: (batch, key) => funding.POST(`${BASE}/payment-batches/{batch_id}/export`, batchParams(batch, key)),
};

export function useBatchStep() {
  return useChange(
    async ({ batch, name }: Readonly<{ batch: Read; name: BatchStep }>, key: string) => answered(await BATCH_STEPS[name](batch, key)),
    FUNDING,
  );
}

/** The same bytes each time (FU-310); the browser keeps them as a file. */
export const paymentFilePath = (batchId: string): string => `${BASE}/payment-batches/${batchId}/file`;

export function useConfirmPayments(batchId: string) {
  return useChange(
    async (body: Schemas["ConfirmationsIn"], key: string) =>
      answered(
        await funding.POST(`${BASE}/payment-batches/{batch_id}/confirmations`, {
          params: { path: { batch_id: batchId }, header: once(key) },
          body,
        }),
      ),
    FUNDING,
  );
}

export function useOpenRound() {
  return useChange(
    async (body: Schemas["ReturnRoundIn"], key: string) => answered(await funding.POST(`${BASE}/return-rounds`, { params: { header: once(key) }, body })),
    FUNDING,
  );
}

export function useAcceptReturn({ id, version }: Read) {
  return useChange(
    async (body: Schemas["AcceptanceIn"], key: string) =>
      answered(await funding.POST(`${BASE}/returns/{return_id}/acceptance`, { params: { path: { return_id: id }, ...stepOf(key, version) }, body })),
    FUNDING,
  );
}

/** Walks the whole chain and sums all books; changes nothing. */
export function useVerifyLedger() {
  return async () => answered(await funding.POST(`${BASE}/ledger/verification`));
}
