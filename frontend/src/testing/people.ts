/** People of the tests; what a test cares about it says itself. */
import type { Session } from "../features/gateway/queries";

export function aSession(changed: Partial<Session> = {}): Session {
  return {
    signed_in: true,
    user: { id: "018f0000-0000-7000-8000-000000000001", name: "Joy Osei" },
    organisation: { kind: "authority", id: "999", name: "Northshire" },
    posts: [{ id: "018f0000-0000-7000-8000-0000000000a1", name: "Virtual school head", roles: ["vsh"] }],
    roles: ["vsh"],
    scopes: [],
    access_contact: "Alex Moor (user admin)",
    csrf: "csrf-value",
    idle_expires_at: "2026-11-23T09:00:00Z",
    expires_at: "2026-11-23T18:00:00Z",
    step_up_until: null,
    providers: [],
    demo: true,
    today: "2026-11-23",
    demo_personas: null,
    ...changed,
  };
}
