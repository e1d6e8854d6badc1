import "server-only";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { EngageError } from "#lib/engage/errors.ts";
import { explainEngageError } from "#lib/engage/explain-engage-error.ts";
import { AppError } from "#lib/errors.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";

/**
 * A failed call to a tenant as a problem that a person can act on: what happened, the usual cause, what to do. What did
 * not come from a call to the tenant comes back as it is.
 */
export function explainVendorError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const explained = isOfEngage(error) ? explainEngageError(error) : explainCxoneError(error);
  if (explained) {
    const { code, title, detail, fix } = explained;
    return new AppError(code === "timeout" ? "upstream_timeout" : "upstream_failed", {
      title,
      detail,
      fix,
      cause: error,
    });
  }
  return error instanceof UpstreamError
    ? new AppError("upstream_failed", { detail: error.message, cause: error })
    : error;
}

/** Each dictionary explains a bare UpstreamError as its own vendor's, so its operation says whose it is. */
const isOfEngage = (error: unknown): boolean =>
  error instanceof EngageError || (error instanceof UpstreamError && error.operation.startsWith("engage."));
