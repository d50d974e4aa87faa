import { describe, expect, it } from "vitest";
import { answer, calls, changes, emptyAnswer, refuse } from "../testing/answers";
import { aSession } from "../testing/people";
import { forgetCsrf, gateway } from "./client";
import { FormKey } from "./formKey";
import { Problem } from "./problem";

const SESSION = "/api/gateway/v1/session";
const SIGN_IN = "/api/gateway/v1/sign-in/demo";

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  return call.then(
    () => {
      throw new Error("It succeeded.");
    },
    (error: unknown) => Problem.of(error),
  );
}

describe("the client", () => {
  it("fails on an empty 503, which openapi-fetch alone would call a success", async () => {
    emptyAnswer("gateway", "get", SESSION, 503);

    const problem = await problemOf(gateway.GET(SESSION));

    expect(problem.status).toBe(503);
    expect(problem.passes).toBe(true);
  });

  it("reads code, reference, fields and the time to wait", async () => {
    refuse("gateway", "get", SESSION, { status: 429, code: "rate_limited", retryAfter: 7, errors: [{ pointer: "/a", code: "missing" }] });

    const problem = await problemOf(gateway.GET(SESSION));

    expect(problem).toMatchObject({ code: "rate_limited", requestId: "7f3a", retryAfterSeconds: 7, errors: [{ pointer: "/a", code: "missing" }] });
  });

  it("asks once for the CSRF value and sends it with every change, never with a read", async () => {
    forgetCsrf();
    answer("gateway", "get", SESSION, aSession({ csrf: "value-1" }));
    answer("gateway", "post", SIGN_IN, { next: "done" });

    await gateway.POST(SIGN_IN, { body: { persona: "joy" } });
    await gateway.POST(SIGN_IN, { body: { persona: "joy" } });

    expect(changes().map(({ headers }) => headers.get("Onroll-Csrf"))).toEqual(["value-1", "value-1"]);
    expect(calls().filter(({ path }) => path === SESSION)).toHaveLength(1);
  });

  it("asks anew for the CSRF value after a 401", async () => {
    forgetCsrf();
    answer("gateway", "get", SESSION, aSession());
    refuse("gateway", "post", SIGN_IN, { status: 401, code: "sign_in_required" });

    await problemOf(gateway.POST(SIGN_IN, { body: { persona: "joy" } }));
    await problemOf(gateway.POST(SIGN_IN, { body: { persona: "joy" } }));

    expect(calls().filter(({ path }) => path === SESSION)).toHaveLength(2);
  });
});

describe("the key of a filled form", () => {
  it("stays while the values stay and is new when one changes or the form was sent", () => {
    const key = new FormKey();
    const first = key.for({ a: 1 });

    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(key.for({ a: 1 })).toBe(first);
    const second = key.for({ a: 2 });
    expect(second).not.toBe(first);
    key.succeeded();
    expect(key.for({ a: 2 })).not.toBe(second);
  });
});
