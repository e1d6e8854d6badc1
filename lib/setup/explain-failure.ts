import "server-only";
import { AppError, type AppErrorOptions, type ErrorCode } from "#lib/errors.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import type { SetupDefinition } from "./definition.ts";

/** A failure that is put right at another step than the one whose line failed. */
export class FailureAtStep extends AppError {
  readonly stepId: string;
  constructor(stepId: string, code: ErrorCode, options: AppErrorOptions) {
    super(code, options);
    this.stepId = stepId;
  }
}

/** A failure in words for people: the set-up's own first, then what can be said of any system, else as it came. */
export function explainFailure(setup: Pick<SetupDefinition, "explain">, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const explained = setup.explain?.(error);
  if (explained) return explained;
  if (!(error instanceof UpstreamError)) return error;
  const timedOut = error.kind === "timeout";
  const detail = `${error.operation} at ${error.host} failed: ${error.message}`;
  return new AppError(timedOut ? "upstream_timeout" : "upstream_failed", { detail, cause: error });
}

const TRANSIENT_KINDS = new Set(["timeout", "connect", "reset", "rate-limited", "breaker-open"]);

/** True when trying again in a moment may well succeed. */
export function isTransient(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof UpstreamError) return TRANSIENT_KINDS.has(at.kind) || (at.status ?? 0) >= 500;
    if (at instanceof AppError && (at.code === "upstream_timeout" || at.code === "rate_limited")) return true;
  }
  return false;
}
