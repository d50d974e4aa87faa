/**
 * One link, one job (SP-1, FS-28): the code of the address is exchanged for a permission of a few
 * minutes, held in this tab's memory only, sent as bearer, renewed when it has ended. No cookie goes
 * along, so that two links in two tabs, or a signed-in colleague, never mix.
 */
import type { components as FundingComponents } from "../api/generated/funding";
import type { components as GatewayComponents } from "../api/generated/gateway";
import type { components as PlacementsComponents } from "../api/generated/placements";
import { Problem } from "../api/problem";
import { call } from "./call";

type Schemas = FundingComponents["schemas"];
export type Kind = GatewayComponents["schemas"]["ReplyKind"];
type Permission = GatewayComponents["schemas"]["ReplySessionOut"];
export type Reply = PlacementsComponents["schemas"]["ReplyOut"];
export type ReplyBody = PlacementsComponents["schemas"]["ReplyIn"];
export type ReplySent = PlacementsComponents["schemas"]["ReplySentOut"];
export type SpendReturn = Schemas["ReturnOut"];
export type ReturnLine = Schemas["ReturnLineOut"];
export type Rating = Schemas["ImpactRating"];

const PLACEMENTS = "/api/placements/v1";
const FUNDING = "/api/funding/v1";

const once = (key: string) => ({ "Idempotency-Key": key });
const asRead = ({ version }: SpendReturn) => ({ "If-Match": `"${version}"` });
const step = (one: SpendReturn, key: string) => ({ path: { return_id: one.id }, header: { ...asRead(one), ...once(key) } });

export class Job {
  readonly #code: Readonly<{ kind: Kind; token: string }>;
  #held: Permission | null = null;
  #opening: Promise<Permission> | null = null;

  constructor(kind: Kind, token: string) {
    this.#code = { kind, token };
  }

  /** The permission; asked for twice at once it is exchanged once. */
  async open(): Promise<Permission> {
    if (this.#held) return this.#held;
    this.#opening ??= this.#exchange().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #exchange(): Promise<Permission> {
    this.#held = await call("post", "/api/gateway/v1/reply-sessions", null, { body: this.#code });
    return this.#held;
  }

  /**
   * Does something with the permission, and once more with a new one when it has ended meanwhile. The
   * server says when: this computer's clock may be another one.
   */
  async #allowed<T>(act: (bearer: string) => Promise<T>): Promise<T> {
    try {
      return await act((await this.open()).access_token);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      this.#held = null;
      return act((await this.open()).access_token);
    }
  }

  /** Whether this is a demonstration, so that the page can say so. */
  async isDemo(): Promise<boolean> {
    return (await call("get", "/api/gateway/v1/session", null)).demo;
  }

  /** A new link goes to the registered address only; the answer is the same in every case. */
  async askForNewLink(): Promise<void> {
    await call("post", "/api/gateway/v1/reply-sessions/reissue", null, { body: this.#code });
  }

  async reply(): Promise<Reply> {
    return this.#allowed((bearer) => call("get", `${PLACEMENTS}/reply`, bearer));
  }

  async sendReply(body: ReplyBody, key: string): Promise<ReplySent> {
    return this.#allowed((bearer) => call("post", `${PLACEMENTS}/reply`, bearer, { header: once(key), body }));
  }

  async agreeStart(start_on: string, key: string) {
    return this.#allowed((bearer) => call("post", `${PLACEMENTS}/reply/start`, bearer, { header: once(key), body: { start_on } }));
  }

  async confirmFirstDay(first_day_on: string, key: string) {
    return this.#allowed((bearer) => call("post", `${PLACEMENTS}/reply/enrolment`, bearer, { header: once(key), body: { first_day_on } }));
  }

  async spendReturn(): Promise<SpendReturn> {
    const { subject_id } = await this.open();
    return this.#allowed((bearer) => call("get", `${FUNDING}/returns/{return_id}`, bearer, { path: { return_id: subject_id } }));
  }

  async saveLine(one: SpendReturn, lineId: string, body: Schemas["ReturnLineIn"]): Promise<SpendReturn> {
    const path = { return_id: one.id, line_id: lineId };
    return this.#allowed((bearer) => call("patch", `${FUNDING}/returns/{return_id}/lines/{line_id}`, bearer, { path, header: asRead(one), body }));
  }

  async sendAsAgreed(one: SpendReturn, body: Schemas["AsAgreedIn"], key: string): Promise<SpendReturn> {
    return this.#allowed((bearer) => call("post", `${FUNDING}/returns/{return_id}/as-agreed`, bearer, { ...step(one, key), body }));
  }

  async sendReturn(one: SpendReturn, note: string, key: string): Promise<SpendReturn> {
    const body = note === "" ? {} : { note };
    return this.#allowed((bearer) => call("post", `${FUNDING}/returns/{return_id}/submission`, bearer, { ...step(one, key), body }));
  }
}
