import "server-only";
import type { Verdict } from "#lib/deliveries/mapping.ts";
import { AppError, type AppErrorOptions, type ErrorCode } from "#lib/errors.ts";

/** An error that the sender is told, and what the inbox of deliveries calls it. */
export class Refusal extends AppError {
  readonly verdict: Verdict;
  constructor(verdict: Verdict, code: ErrorCode, options: AppErrorOptions) {
    super(code, options);
    this.verdict = verdict;
  }
}

/** What the inbox calls any thrown thing. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof Refusal) return error.verdict;
  if (!(error instanceof AppError)) return "failed";
  switch (error.code) {
    case "bad_request":
    case "too_large":
    case "method_not_allowed":
      return "unreadable";
    case "rate_limited":
      return "rate_limited";
    case "unavailable":
      return "not_stored";
    default:
      return "failed";
  }
}
