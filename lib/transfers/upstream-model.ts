import type { Observation, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import { notSent, refused, staffed, unclear } from "./scene.ts";

/** For tests: a small contact centre that carries writes out or loses them, as a plan says, and remembers what really happened. */

export type WritePlan = {
  answer: "accepted" | "refused" | "call_gone" | "not_sent" | "lost" | "server_error";
  /** Of a write whose answer was lost, and of a 5xx: whether the work is done. */
  done: "no" | "at_once" | "late";
  takesMs: number;
  lateMs: number;
  retryAfterMs: number | null;
  /** In the queue before somebody is rung. */
  waitsMs: number;
  /** `vanishes`: it is taken, and nothing comes of it. */
  rings: "connects" | "fails" | "never" | "vanishes";
  ringsMs: number;
};
export type LookPlan = { fails: boolean; lagMs: number; takesMs: number };
export type CheckPlan = "free" | "none" | "inactive" | "failed";
/** What joining or taking back comes to; `done` and `not_done` have no clear answer. */
export type DeedPlan = "accepted" | "refused" | "not_sent" | "done" | "not_done";
export type Plan = {
  writes: readonly WritePlan[];
  looks: readonly LookPlan[];
  checks: readonly CheckPlan[];
  joins: readonly DeedPlan[];
  withdrawals: readonly DeedPlan[];
  /** Whether readings say that there is a transfer, beside the state of the call. */
  saysTransfer: boolean;
  /** Whether it also says which transfer that is. */
  namesTransfer: boolean;
  /** Whether somebody has the call already; told from our doing only where readings say that there is no transfer. */
  isConnectedBefore: boolean;
  /** Whether legs have to be joined by whoever transfers, once somebody has taken them. */
  hasLegs: boolean;
  hangsUpAtMs: number | null;
};

type Transfer = WritePlan & {
  step: number;
  at: number;
  id: string;
  joinedAt: number | null;
  withdrawnAt: number | null;
};

const PLAIN: WritePlan = {
  answer: "accepted",
  done: "no",
  takesMs: 50,
  lateMs: 0,
  retryAfterMs: null,
  waitsMs: 0,
  rings: "fails",
  ringsMs: 1_000,
};

function answerTo(how: DeedPlan): WriteAnswer {
  if (how === "accepted") return { result: "accepted", requestId: null, state: null };
  if (how === "refused") return refused(409);
  return how === "not_sent" ? notSent() : unclear();
}

export function upstreamModel(plan: Plan) {
  let now = 0;
  let shownUpTo = 0;
  const taken = { writes: 0, looks: 0, checks: 0, joins: 0, withdrawals: 0 };
  /** All that were carried out, also those that will be, late. */
  const transfers: Transfer[] = [];
  const violations: string[] = [];

  const hungUp = (at = now) => plan.hangsUpAtMs !== null && at >= plan.hangsUpAtMs;
  const rungOut = (one: Transfer) => one.at + one.waitsMs + one.ringsMs;
  /** Somebody has taken the leg. */
  const isAnswered = (one: Transfer, at: number) =>
    one.rings === "connects" &&
    rungOut(one) <= at &&
    (one.withdrawnAt === null || rungOut(one) < one.withdrawnAt);
  function endOf(one: Transfer): number {
    if (one.withdrawnAt !== null) return one.withdrawnAt;
    if (one.rings === "never" || one.rings === "vanishes") return Number.POSITIVE_INFINITY;
    return plan.hasLegs && one.rings === "connects"
      ? (one.joinedAt ?? Number.POSITIVE_INFINITY)
      : rungOut(one);
  }
  const isUnderway = (one: Transfer, at = now) => one.at <= at && at < endOf(one);
  const hasCall = (one: Transfer, at = now) =>
    one.rings === "connects" && one.withdrawnAt === null && endOf(one) <= at;

  function carryOut(step: number, write: WritePlan, at: number): Transfer {
    const one = { ...write, step, at, id: `req-${transfers.length + 1}`, joinedAt: null, withdrawnAt: null };
    if (hungUp(at)) return one;
    for (const other of transfers) {
      const clash = isUnderway(other, at) || hasCall(other, at) || other.at > at;
      if (clash)
        violations.push(`Step ${step} was transferred at ${at} while step ${other.step} was under way.`);
    }
    transfers.push(one);
    return one;
  }

  // Of a call that somebody had before, one that vanished cannot be told from one that was taken long ago.
  const vanishes = ({ rings }: WritePlan) => rings === "vanishes" && !plan.isConnectedBefore;

  function noAnswer(write: WritePlan): WriteAnswer {
    now += write.takesMs;
    return unclear(write.answer === "server_error" ? 503 : null);
  }

  return {
    get now() {
      return now;
    },
    transfers,
    violations,
    hungUp,
    passes: (ms: number) => {
      now += ms;
    },
    /** Whether a transfer may yet give the call to somebody, and who has it. */
    underway: () => !hungUp() && transfers.some((one) => isUnderway(one) || one.at > now),
    connectedStep: () => transfers.find((one) => hasCall(one))?.step ?? null,

    check(): Observation | { failed: { code: string; message: string } } {
      const how = plan.checks[taken.checks++] ?? "free";
      if (how === "failed") return { failed: { code: "upstream", message: "It did not answer." } };
      if (how === "inactive") return staffed(1, { queue: { id: "q", name: "", status: "INACTIVE" } });
      return staffed(how === "free" ? 1 : 0);
    },

    /** `sent`: whether the process lived long enough to send it. */
    issue(step: number, sent = true): WriteAnswer {
      const write = plan.writes[taken.writes++] ?? PLAIN;
      if (!sent) return unclear();
      if (write.answer === "not_sent") return notSent(write.retryAfterMs);
      if (write.answer === "refused") return refused();
      if (write.answer === "call_gone" || hungUp()) {
        now += write.takesMs;
        return write.answer === "lost" ? unclear() : refused(404);
      }
      if (write.answer === "accepted") {
        const vanished = { id: `req-0${taken.writes}` };
        const one = vanishes(write) ? vanished : carryOut(step, write, now);
        now += write.takesMs;
        const handle = plan.hasLegs ? { leg: one.id } : undefined;
        return { result: "accepted", requestId: one.id, state: "WAITING", handle };
      }
      if (vanishes(write)) return noAnswer(write);
      if (write.done === "at_once") carryOut(step, write, now);
      if (write.done === "late") carryOut(step, write, now + write.takesMs + write.lateMs);
      return noAnswer(write);
    },

    join(): WriteAnswer {
      const how = plan.joins[taken.joins++] ?? "accepted";
      const one = transfers.at(-1);
      const isDone = how === "accepted" || how === "done";
      if (!one || !isAnswered(one, now) || one.withdrawnAt !== null || hungUp()) return refused(409);
      if (isDone) one.joinedAt ??= now;
      return answerTo(how);
    },

    /** A leg that somebody has taken is not cut off; one that is over may be taken back once more. */
    withdraw(sent = true): WriteAnswer {
      const how = plan.withdrawals[taken.withdrawals++] ?? "accepted";
      const one = transfers.at(-1);
      if (!sent) return unclear();
      if (!one || hungUp() || isAnswered(one, now)) return refused(409);
      if ((how === "accepted" || how === "done") && isUnderway(one)) one.withdrawnAt = now;
      return answerTo(how);
    },

    read(): Reading {
      const look = plan.looks[taken.looks++] ?? { fails: false, lagMs: 0, takesMs: 50 };
      now += look.takesMs;
      if (look.fails)
        return { result: "failed", code: "upstream", message: "It did not answer.", retryAfterMs: null };
      shownUpTo = Math.max(shownUpTo, now - look.lagMs);
      return shownAt(shownUpTo);
    },
  };

  function shownAt(at: number): Reading {
    const says = <T extends string>(word: T) => (plan.saysTransfer ? word : null);
    const base = { result: "read", connectedTo: null, join: "not_needed" } as const;
    if (hungUp(at)) {
      if (!plan.saysTransfer) return { result: "gone", message: "no such call." };
      return { ...base, state: "DISCONNECTED", transfer: says("ended") };
    }
    const one = transfers.findLast((other) => other.at <= at);
    if (!one && plan.saysTransfer && plan.isConnectedBefore)
      return { ...base, state: "CONNECTED", transfer: "none", connectedTo: { id: "1", name: "Bob" } };
    if (!one) return { ...base, state: "WAITING", transfer: says("none") };
    const transferId = plan.saysTransfer && plan.namesTransfer ? one.id : undefined;
    const ended = { ...base, transfer: says("ended"), transferId };
    if (hasCall(one, at)) return { ...ended, state: "CONNECTED", connectedTo: { id: "7", name: "Anna" } };
    if (!isUnderway(one, at)) return { ...ended, state: "FAILED" };
    const isWaiting = at < one.at + one.waitsMs;
    const join = !plan.hasLegs ? "not_needed" : isAnswered(one, at) ? "ready" : "wait";
    return {
      ...base,
      state: isWaiting ? "WAITING" : "IN_TRANSFER",
      transfer: says("underway"),
      transferId,
      join,
    };
  }
}
export type UpstreamModel = ReturnType<typeof upstreamModel>;
