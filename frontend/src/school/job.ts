/**
 * One link, one job (SP-1, FS-28): the code of the address is exchanged for a permission of a few
 * minutes, held in this tab's memory only, sent as bearer, renewed before it ends. No cookie goes
 * along, so that two links in two tabs, or a signed-in colleague, never mix.
 */
import type { components as FundingComponents } from "../api/generated/funding";
import type { components as GatewayComponents } from "../api/generated/gateway";
import type { components as PlacementsComponents } from "../api/generated/placements";
import { millisecondsUntil } from "../lib/dates";
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

const RENEW_BEFORE_MS = 60_000;
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

  /** The permission, exchanged again when it is about to end; asked twice at once it is exchanged once. */
  async open(): Promise<Permission> {
    if (this.#held && millisecondsUntil(this.#held.expires_at) > RENEW_BEFORE_MS) return this.#held;
    this.#opening ??= this.#exchange().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #exchange(): Promise<Permission> {
    this.#held = await call("post", "/api/gateway/v1/reply-sessions", null, { body: this.#code });
    return this.#held;
  }

  async #bearer(): Promise<string> {
    return (await this.open()).access_token;
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
    return call("get", `${PLACEMENTS}/reply`, await this.#bearer());
  }

  async sendReply(body: ReplyBody, key: string): Promise<ReplySent> {
    return call("post", `${PLACEMENTS}/reply`, await this.#bearer(), { header: once(key), body });
  }

  async agreeStart(start_on: string, key: string) {
    return call("post", `${PLACEMENTS}/reply/start`, await this.#bearer(), { header: once(key), body: { start_on } });
  }

  async confirmFirstDay(first_day_on: string, key: string) {
    return call("post", `${PLACEMENTS}/reply/enrolment`, await this.#bearer(), { header: once(key), body: { first_day_on } });
  }

  async spendReturn(): Promise<SpendReturn> {
    const { subject_id, access_token } = await this.open();
    return call("get", `${FUNDING}/returns/{return_id}`, access_token, { path: { return_id: subject_id } });
  }

  async saveLine(one: SpendReturn, lineId: string, body: Schemas["ReturnLineIn"]): Promise<SpendReturn> {
    return call("patch", `${FUNDING}/returns/{return_id}/lines/{line_id}`, await this.#bearer(), {
      path: { return_id: one.id, line_id: lineId },
      header: asRead(one),
      body,
    });
  }

  async sendAsAgreed(one: SpendReturn, body: Schemas["AsAgreedIn"], key: string): Promise<SpendReturn> {
    return call("post", `${FUNDING}/returns/{return_id}/as-agreed`, await this.#bearer(), { ...step(one, key), body });
  }

  async sendReturn(one: SpendReturn, note: string, key: string): Promise<SpendReturn> {
    return call("post", `${FUNDING}/returns/{return_id}/submission`, await this.#bearer(), { ...step(one, key), body: note === "" ? {} : { note } });
  }
}
