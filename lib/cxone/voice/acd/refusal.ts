import "server-only";
import { CxoneError, type CxoneErrorCode } from "../../errors.ts";
import type { WriteAnswer } from "../state.ts";
import { writeAnswerOf } from "../write-answer.ts";

/** What a refusal is about. Nobody outside knows the codes; the words are few (facts/cxone.md §1.6). */
const SIGNALS: readonly (readonly [RegExp, CxoneErrorCode])[] = [
  [/(agent|phone)[\s_-]?leg|station|phone[^.]{0,20}not connected/i, "no_phone_leg"],
  [/session/i, "no_agent_session"],
  [/contact|interaction|call/i, "call_gone"],
];
const ON_DNC = /\bdnc\b|do[\s_-]?not[\s_-]?call/i;

/** Only these statuses speak of the call; 401, 403 and 429 speak of us. */
const ABOUT_THE_CALL = new Set([400, 404, 409, 410, 422]);

/**
 * The same error, with a code of its own where CXone refuses for a reason that has one. Words about a contact only count
 * where something was not found; a 400 names contacts in many sentences.
 */
export function nameRefusal(error: unknown): unknown {
  if (!(error instanceof CxoneError) || error.status === null || error.status >= 500) return error;
  const words = `${error.vendorCode} ${error.message.replace(/^CXone answered \d+[:.]?/, "")}`;
  if (ON_DNC.test(words)) return recode(error, "number_on_dnc");
  if (!ABOUT_THE_CALL.has(error.status)) return error;
  const found = SIGNALS.find(([pattern]) => pattern.test(words))?.[1];
  if (found === undefined || (found === "call_gone" && error.code !== "not_found")) return error;
  return recode(error, found);
}

/** The error under another code. */
export function recode(error: CxoneError, code: CxoneErrorCode): CxoneError {
  const { operation, status, vendorCode, fields, host, requestLogId, vendorRequestId, message } = error;
  return new CxoneError(code, message, {
    operation,
    status,
    vendorCode,
    fields,
    host,
    requestLogId,
    vendorRequestId,
    cause: error,
  });
}

/** Statuses that CXone itself would give: 410 and 409 speak of the call, so the call is looked at before a next target is tried. */
const STATUS: Partial<Record<CxoneErrorCode, number>> = {
  call_gone: 410,
  conflict: 409,
  nobody_has_call: 409,
};

/** A refusal that we see coming from what was read. */
export const refusedHere = (code: CxoneErrorCode, message: string): CxoneError =>
  new CxoneError(code, message, { operation: "cxone.calls.get", status: STATUS[code] ?? null });

/** What a failure before the dialling means: nothing rang, so it is never unclear and may be sent again. */
export function answerBeforeDial(error: unknown): WriteAnswer {
  const answer = refusedWhereConflict(writeAnswerOf(nameRefusal(error)));
  if (answer.result !== "unclear") return answer;
  const { status: _, ...rest } = answer;
  return { ...rest, result: "not_sent", retryAfterMs: null };
}

/**
 * A conflict is a refusal here: this request dialled nothing. That an earlier one may have is seen at the next look, which
 * a refusal with 409 leads to.
 */
export function refusedWhereConflict<Answer extends WriteAnswer>(answer: Answer): WriteAnswer {
  return answer.result === "unclear" && answer.code === "conflict"
    ? { ...answer, result: "refused" }
    : answer;
}
