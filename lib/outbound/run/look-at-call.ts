import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { type Actor, jobCtx } from "#lib/auth/ctx.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import type { DialReading, DialRequest, Outbound } from "#lib/cxone/outbound/outbound.ts";
import type { WriteAnswer } from "#lib/cxone/voice/state.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { OutboundCall, Prisma } from "#lib/db/generated/client.ts";
import { hitsUniqueIndex } from "#lib/db/hits-unique-index.ts";
import { AppError, isDatabaseGone } from "#lib/errors.ts";
import { guardDue, removeDue } from "#lib/jobs/due-rows.ts";
import type { DueItem, Looked } from "#lib/jobs/due-table.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { lockList, moveOn } from "../lists/queue-rows.ts";
import type { Readiness } from "../lists/state.ts";
import {
  type CallAction,
  type CallHeard,
  type CallRunState,
  type CallTimelineEvent,
  decideCall,
} from "../state.ts";
import { CALLS, CALLS_TOPIC, callTopic, subjectOf } from "../subject.ts";
import { turnOf } from "./turn-of-row.ts";

export type OutboundFor = (connectionId: string, options: { requestId?: string }) => Promise<Outbound>;
export type DialerParts = {
  outboundFor: OutboundFor;
  now: () => Date;
  /** Where a test stops a process: right before and right after the call is placed. */
  at?: ((moment: "before-write" | "after-write") => Promise<void>) | undefined;
};

/** Somebody else has the call: change nothing and dial nothing. */
class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The list of a row was paused or stopped before the row went out. */
class Parked extends Error {
  override readonly name = "Parked";
}

const TAKEN = "This agent or this number is in another call that Patchbay placed.";
/** Dialling is not begun with less of the lease left, so that it has ended before somebody else may carry on. */
const LEASE_FOR_A_CALL_MS = 12_000;
const MOST_ACTIONS = 20;
const LATER_MS = 5_000;

/**
 * Looks at one call: decides, dials or reads, and decides upon what came of it, until there is something to wait for. That a
 * call goes out is on disk before it does; who has lost the lease changes nothing.
 */
export async function lookAtCall(parts: DialerParts, item: DueItem, row: OutboundCall): Promise<Looked> {
  const call = new Course(parts, item, row);
  try {
    return await walk(parts, call);
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.info({ call: row.id }, "outbound: another process carries on");
      return { afterMs: 0 };
    }
    if (error instanceof Parked) return { afterMs: 0 };
    if (!isDatabaseGone(error)) throw error;
    return "lost";
  }
}

async function walk(parts: DialerParts, call: Course): Promise<Looked> {
  // Taken out of the table already, with the list that does not run.
  if (await call.isParked()) return "lost";
  let action = call.hear(
    call.item.resumed ? { heard: "resumed" } : { heard: call.isNew ? "started" : "due" },
  );
  for (let actions = 0; actions < MOST_ACTIONS; actions++) {
    if (action.do === "wait") {
      await call.store();
      return { afterMs: action.ms };
    }
    if (action.do === "nothing") {
      await call.close();
      return "done";
    }
    if (action.do === "dial") action = await dial(parts, call);
    else if (action.do === "check") action = call.hear({ heard: "checked", readiness: await call.check() });
    else action = call.hear({ heard: "read", reading: await call.read() });
  }
  await call.store();
  return { afterMs: LATER_MS };
}

async function dial(parts: DialerParts, call: Course): Promise<CallAction> {
  try {
    await call.begin();
  } catch (error) {
    if (!hitsUniqueIndex(error)) throw error;
    return call.hear({ heard: "checked", readiness: { ready: "later", reason: TAKEN } });
  }
  await parts.at?.("before-write");
  if (call.item.heldMs() < LEASE_FOR_A_CALL_MS) throw new LeaseLost(call.row.id);
  const answer = await call.dial();
  await parts.at?.("after-write");
  const next = call.hear({ heard: "dialled", answer });
  await call.store();
  return next;
}

/** The way of one call through a look. */
class Course {
  readonly item: DueItem;
  readonly row: OutboundCall;
  readonly isNew: boolean;
  readonly #parts: DialerParts;
  #request: DialRequest;
  #contactName: string | null;
  /** From when on the contact centre may show the call. */
  #askedAt: Date;
  #state: CallRunState;
  #fresh: CallTimelineEvent[] = [];
  #outbound: Promise<Outbound> | undefined;

  constructor(parts: DialerParts, item: DueItem, row: OutboundCall) {
    this.#parts = parts;
    this.item = item;
    this.row = row;
    this.#state = row.state as CallRunState;
    this.isNew = this.#state.phase === "placing" && this.#state.holds === 0;
    this.#askedAt = row.at;
    this.#contactName = row.contactName;
    const { campaignId, contactId, phoneNumber, agentId } = row;
    const data = row.data as Record<string, unknown>;
    this.#request = { campaignId, contactId, phoneNumber, agentId, data };
  }

  hear(heard: CallHeard): CallAction {
    const clock = { now: this.#parts.now(), waitedMs: Math.round(this.item.waitedMs()) };
    const { state, action, events } = decideCall(this.#state, heard, clock);
    this.#state = state;
    this.#fresh.push(...events);
    return action;
  }

  /** True for a row whose list does not run: it is out of the table until the list is started. */
  async isParked(): Promise<boolean> {
    const { listId } = this.row;
    if (listId === null || this.#state.phase !== "waiting") return false;
    return db().$transaction(async (tx) => {
      if ((await lockList(tx, listId)) === "running") return false;
      await removeDue(tx, CALLS, this.item);
      return true;
    });
  }

  /** Whether the turn of a row has come; what cannot be told makes it wait. */
  async check(): Promise<Readiness> {
    try {
      const { readiness, contact } = await turnOf(await this.#open(), this.row);
      if (contact) {
        this.#request = { ...this.#request, contactId: contact.id };
        this.#contactName = contact.name;
      }
      return readiness;
    } catch (error) {
      return { ready: "later", reason: failureOf(explainVendorError(error)).message };
    }
  }

  /** Puts on disk that the call goes out now, unless its list does not run any more. */
  async begin(): Promise<void> {
    const { listId } = this.row;
    if (listId !== null) this.#askedAt = this.#parts.now();
    await this.store(async (tx) => {
      if (listId !== null && (await lockList(tx, listId)) !== "running") throw new Parked(this.row.id);
    });
  }

  /** What fails before anything was sent is `not_sent`; what fails in any other way may have happened. */
  async dial(): Promise<WriteAnswer> {
    let ready: Outbound;
    try {
      ready = await this.#open();
    } catch (error) {
      return { result: "not_sent", ...failureOf(error), retryAfterMs: null };
    }
    try {
      return await ready.dial(this.#request);
    } catch (error) {
      return { result: "unclear", ...failureOf(error), status: null };
    }
  }

  async read(): Promise<DialReading> {
    try {
      const { handle } = this.#state;
      return await (await this.#open()).readDial({ handle, request: this.#request, since: this.#askedAt });
    } catch (error) {
      const { code, message } = failureOf(error);
      return { result: "failed", code, message, retryAfterMs: null };
    }
  }

  async #open(): Promise<Outbound> {
    this.#outbound ??= this.#parts.outboundFor(this.row.connectionId, { requestId: this.row.requestId });
    try {
      return await this.#outbound;
    } catch (error) {
      this.#outbound = undefined;
      throw error;
    }
  }

  /** Puts what was decided on disk, if the row is still ours. */
  async store(first?: (tx: Tx) => Promise<void>): Promise<void> {
    await db().$transaction(async (tx) => {
      await first?.(tx);
      if (!(await guardDue(tx, CALLS, this.item))) throw new LeaseLost(this.row.id);
      await this.#write(tx);
    });
    this.#fresh = [];
  }

  /** Ends the call: its row, its audit entry and the word to the browsers in one transaction. */
  async close(): Promise<void> {
    const { row } = this;
    const { outcome, reason, disposition, talkMs, vendorRequestId } = this.#state;
    await db().$transaction(async (tx) => {
      const list = row.listId === null ? null : await lockList(tx, row.listId);
      if (!(await removeDue(tx, CALLS, this.item))) throw new LeaseLost(row.id);
      await this.#write(tx, { outcome, reason, disposition, talkMs, endedAt: this.#parts.now() });
      if (row.listId !== null) await moveOn(tx, row.listId, row.agentId, list);
      await writeAudit(tx, jobCtx("outbound", row.requestId, row.actor as Actor), {
        action: `outbound.${outcome ?? "unknown"}`,
        object: subjectOf(row.id),
        after: {
          agent: row.agentName,
          campaign: row.campaignName,
          reason,
          disposition,
          talkMs,
          vendorRequestId,
        },
      });
    });
  }

  async #write(tx: Tx, more: Prisma.OutboundCallUpdateInput = {}): Promise<void> {
    const { phase, vendorRequestId } = this.#state;
    const { contactId } = this.#request;
    // Why a row waits; a call that is under way has nothing to explain.
    const reason = phase === "waiting" ? this.#state.reason : null;
    if (this.#fresh.length > 0)
      await tx.$executeRaw`
        UPDATE outbound_call SET timeline = timeline || ${JSON.stringify(this.#fresh)}::jsonb WHERE id = ${this.row.id}`;
    await tx.outboundCall.update({
      where: { id: this.row.id },
      data: {
        state: this.#state as unknown as Prisma.InputJsonObject,
        phase,
        vendorRequestId,
        reason,
        at: this.#askedAt,
        contactId,
        contactName: this.#contactName,
        ...more,
      },
    });
    for (const topic of [CALLS_TOPIC, callTopic(this.row.id)]) await notify(tx, topic);
  }
}

function failureOf(error: unknown): { code: string; message: string; fix: string } {
  if (error instanceof AppError) {
    const { title, detail, fix } = error.options;
    const message = [title, detail].filter(Boolean).join(": ") || error.message;
    return { code: error.code, message, fix: fix ?? "" };
  }
  const { code } = error as { code?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  return { code: typeof code === "string" ? code : "unexpected", message, fix: "See the request log." };
}
