import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, changes, refuse } from "../../../testing/answers";
import { aBatch, aBatchLine } from "../../../testing/funding";
import { page } from "../../../testing/placements";
import { show } from "../../../testing/show";
import type { Payee, Payment } from "../queries";
import { BatchPage } from "./BatchPage";
import { Payees } from "./Payees";
import { Payments } from "./Payments";

const BATCHES = "/api/funding/v1/payment-batches";
const BATCH = "/api/funding/v1/payment-batches/{batch_id}";
const FINANCE = { roles: ["vs_finance" as const] };
const AT = { at: `/funding/payments/${aBatch().id}`, route: "/funding/payments/:batchId", as: FINANCE };

function aPayment(changed: Partial<Payment> = {}): Payment {
  return {
    id: "018f0000-0000-7000-a000-0000000000f1",
    request_id: "018f0000-0000-7000-a000-000000000031",
    child_id: null,
    school: null,
    payee_id: "018f0000-0000-7000-a000-000000000040",
    payee_name: "Ashby Road Primary",
    scheme: "LAC",
    financial_year: "2026-27",
    term: "AUT-2026",
    posting_type: "topup",
    channel: "bacs",
    pence: 54_000,
    state: "ready",
    held_for: null,
    batch_id: null,
    payment_ref: null,
    paid_on: null,
    version: 1,
    ...changed,
  };
}

it("makes a batch of what is ready and names why the rest waits", async () => {
  answer("funding", "get", "/api/funding/v1/payments", page(aPayment(), aPayment({ id: "018f0000-0000-7000-a000-0000000000f2", payee_name: "Eastwater", state: "awaiting_supplier" })));
  answer("funding", "get", BATCHES, page());
  answer("funding", "post", BATCHES, aBatch({ state: "draft" }));
  const { user, container } = show(<Payments />, { at: "/funding/payments", as: FINANCE });

  expect(await screen.findByText("Supplier not verified")).toBeTruthy();
  expect(await screen.findByText("No batch has been made yet.")).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Make a batch of 1 payment" }));

  expect(await screen.findByText("The batch is made. Next: check it.")).toBeTruthy();
});

it("says that nothing is ready to pay", async () => {
  answer("funding", "get", "/api/funding/v1/payments", page());
  answer("funding", "get", BATCHES, page());
  show(<Payments />, { at: "/funding/payments", as: FINANCE });

  expect(await screen.findByText("Nothing is ready to pay.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Make a batch/ })).toBeNull();
});

it("approves a batch only after saying what is released, and that it cannot be undone", async () => {
  answer("funding", "get", BATCH, aBatch());
  answer("funding", "post", `${BATCH}/approval`, aBatch({ state: "approved", allowed_actions: ["export"] }));
  const { user, container } = show(<BatchPage />, AT);

  expect(await screen.findByText("You cannot undo this.")).toBeTruthy();
  expect(screen.getAllByText("£1,740").length).toBeGreaterThan(0);
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Approve the batch" }));

  expect(await screen.findByText("The batch is approved. Next: make the payment file.")).toBeTruthy();
  expect(changes()[0]?.headers.get("If-Match")).toBe('"4"');
});

it("tells one who decided a line that somebody else has to release it", async () => {
  answer("funding", "get", BATCH, aBatch());
  refuse("funding", "post", `${BATCH}/approval`, { status: 403, code: "second_person_required" });
  const { user } = show(<BatchPage />, AT);

  await user.click(await screen.findByRole("button", { name: "Approve the batch" }));

  expect(await screen.findByText("This has to be done by a second person, not by the one who started it.")).toBeTruthy();
});

it("names the lines that may not be paid", async () => {
  answer("funding", "get", BATCH, aBatch({ state: "draft", failures: [{ line_no: 2, code: "coding_missing" }], allowed_actions: ["check"] }));
  show(<BatchPage />, AT);

  expect(await screen.findByText("Line 2: A finance code is missing for one of the lines.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Check the batch" })).toBeTruthy();
});

it("records the bank's answer: all paid but the one it sent back", async () => {
  answer("funding", "get", BATCH, aBatch({ state: "exported", allowed_actions: ["file", "confirm"], file_sha256: "ab".repeat(32) }));
  answer("funding", "post", `${BATCH}/confirmations`, { results: [{ line_no: 1, result: "recorded", code: null }, { line_no: 2, result: "recorded", code: null }], batch: aBatch({ state: "confirmed" }) });
  const { user, container } = show(<BatchPage />, AT);

  expect((await screen.findByRole("link", { name: "Download the payment file" })).getAttribute("href")).toBe(`/api/funding/v1/payment-batches/${aBatch().id}/file`);
  await user.click(screen.getByLabelText("Dene Valley High, £1,200"));
  await user.type(screen.getByLabelText("The bank’s reason (only for lines sent back)"), "account closed");
  await expect(container).toHaveNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Record the bank’s answer" }));

  expect(await screen.findByText("The bank’s answer is kept for 2 lines.")).toBeTruthy();
  expect(changes()[0]?.body).toEqual({
    rows: [
      { line_no: 1, payment_ref: aBatchLine().payment_ref, status: "paid", paid_on: "2026-11-23", paid_pence: 54_000 },
      { line_no: 2, payment_ref: "PPP-AUT26-000002", status: "rejected", reason: "account closed" },
    ],
  });
});

const PAYEE: Payee = {
  id: "018f0000-0000-7000-a000-000000000040",
  kind: "school",
  school_urn: 9990003,
  name: "Eastwater Academy",
  ofsted_ref: null,
  supplier_no: "S1003",
  state: "awaiting_supplier",
  entered_by: "018f0000-0000-7000-a000-000000000090",
  verified_by: null,
  verified_on: null,
  allowed_actions: ["verify"],
  version: 1,
};

it("enters a school to be paid, and a second person verifies it", async () => {
  answer("funding", "get", "/api/funding/v1/payees", page(PAYEE));
  answer("funding", "post", "/api/funding/v1/payees", PAYEE);
  answer("funding", "post", "/api/funding/v1/payees/{payee_id}/verification", { ...PAYEE, state: "verified" });
  const { user, container } = show(<Payees />, { at: "/funding/payees", as: FINANCE });

  await user.click(await screen.findByRole("button", { name: "Verify Eastwater Academy" }));
  expect(await screen.findByText("Eastwater Academy is verified.")).toBeTruthy();
  await user.type(screen.getByLabelText("School’s URN"), "abc");
  await user.click(screen.getByRole("button", { name: "Enter the payee" }));
  expect(await screen.findByRole("link", { name: "Enter the school’s URN: five to seven digits" })).toBeTruthy();
  await expect(container).toHaveNoAxeViolations();
  await user.clear(screen.getByLabelText("School’s URN"));
  await user.type(screen.getByLabelText("School’s URN"), "9990003");
  await user.click(screen.getByRole("button", { name: "Enter the payee" }));

  expect(await screen.findByText("Eastwater Academy is entered. A second person verifies it.")).toBeTruthy();
  expect(changes().at(-1)?.body).toEqual({ kind: "school", school_urn: 9990003 });
});
