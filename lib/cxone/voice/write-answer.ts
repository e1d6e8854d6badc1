import "server-only";
import { CxoneError, type CxoneErrorCode, errorOfUpstream } from "../errors.ts";
import { explainCxoneError } from "../explain-cxone-error.ts";
import type { Reading, WriteAnswer } from "./state.ts";

type FailedWrite = Extract<WriteAnswer, { result: "refused" | "not_sent" | "unclear" }>;
type FailedReading = Extract<Reading, { result: "failed" }>;

/** Without an answer these say that nothing arrived, so the same may be sent again. */
const WORTH_ANOTHER_TRY: ReadonlySet<CxoneErrorCode> = new Set<CxoneErrorCode>([
  "rate_limited",
  "paused",
  "unreachable",
  "unknown_host",
  "timeout",
  "cut_body",
  "server_error",
]);

/**
 * What a failed write means for what is issued next, in either dialect (T-41, T-73, T-74, P-32). Only what may have been
 * carried out is `unclear`; a 409 is too, for the call may be on its way already, unless `conflict` says otherwise. What is
 * no failure of a call to CXone is thrown on: a defect of ours must not pass for the vendor's.
 */
export function writeAnswerOf(
  error: unknown,
  { now = new Date(), conflict = "unclear" }: { now?: Date; conflict?: "unclear" | "refused" } = {},
): FailedWrite {
  const { failure, said } = explain(error);
  const { status, code } = failure;
  const isOurs = isUnclear(failure) || (code === "conflict" && conflict === "unclear");
  if (!neverLeft(failure) && isOurs) return { result: "unclear", ...said, status };
  return WORTH_ANOTHER_TRY.has(code)
    ? { result: "not_sent", ...said, retryAfterMs: retryAfterMs(failure, now) }
    : { result: "refused", ...said, status };
}

/** An all-zero id stops before anything is sent (P-31). `what` names it: campaign. */
export const placeholderRefused = (what: string): FailedWrite => ({
  result: "refused",
  code: "placeholder",
  message: `The id of the ${what} is the all-zero placeholder.`,
  fix: `Choose the ${what}; nothing was sent to CXone.`,
  status: null,
});

/** The same for a look at a call: it failed, and says when to look again. */
export function failedReadingOf(error: unknown, now: Date = new Date()): FailedReading {
  const { failure, said } = explain(error);
  const { fix: _, ...rest } = said;
  return { result: "failed", ...rest, retryAfterMs: retryAfterMs(failure, now) };
}

function explain(error: unknown) {
  const failure = errorOfUpstream("", error);
  const explained = explainCxoneError(failure);
  if (!(failure instanceof CxoneError) || !explained) throw error;
  const { title, detail, fix } = explained;
  const said = {
    code: failure.code,
    message: `${title}. ${detail}`,
    fix,
    ...(failure.requestLogId ? { requestLogId: failure.requestLogId } : {}),
  };
  return { failure, said };
}

/** A sign-in that was lost proves that the write behind it was never sent, however unclear the sign-in itself is. */
const neverLeft = ({ operation }: CxoneError): boolean => /^cxone\.(token|discovery)\./.test(operation);

/** A good status with an answer that cannot be read is work that was done. */
const isUnclear = ({ status, mayHaveHappened }: CxoneError): boolean =>
  mayHaveHappened || (status !== null && (status < 400 || status >= 500));

const retryAfterMs = ({ retryAt }: CxoneError, now: Date): number | null =>
  retryAt ? Math.max(0, retryAt.getTime() - now.getTime()) : null;
