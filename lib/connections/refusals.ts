import "server-only";
import { AppError } from "#lib/errors.ts";
import type { CxoneSecrets } from "./request-token.ts";
import type { CheckReport, CxoneSettings, Tenant } from "./schema.ts";

/**
 * Throws `bad_input` at the secrets that are needed and neither typed nor kept. `again`: some are kept, but must not be
 * used for what was changed.
 */
export function refuseMissingSecrets(settings: CxoneSettings, secrets: CxoneSecrets, again = false): void {
  const fields: Record<string, string> = {};
  const why = again ? " An address, a client or a key changed: what is kept is not sent there." : "";
  if (!secrets.accessKeySecret)
    fields["secrets.accessKeySecret"] =
      `Enter the access key secret${again ? " again" : ""}.${why || " CXone shows it once, when the key is made."}`;
  if (settings.clientId && !secrets.clientSecret)
    fields["secrets.clientSecret"] =
      `Enter the client secret${again ? " again" : ""}.${why || " NICE sent it with the client ID."}`;
  if (Object.keys(fields).length > 0) throw new AppError("bad_input", { fields });
}

/** The error for credentials that did not pass their check: the sentence of the check that failed, at its field. */
export function refuseUncheckable(report: CheckReport): AppError {
  const failed = report.checks.find((check) => check.state === "failed");
  return new AppError("bad_input", {
    title: "CXone did not accept this connection",
    ...(failed ? { detail: failed.message } : {}),
    ...(failed?.fix ? { fix: failed.fix } : {}),
    ...(report.fields ? { fields: report.fields } : {}),
  });
}

/** Throws `bad_input` when good credentials belong to another business unit than the connection: nothing there would fit. */
export function refuseOtherTenant(
  before: Tenant | null,
  after: Tenant | undefined,
  field = "secrets.accessKeySecret",
): void {
  if (!before || !after || before.businessUnitId === after.businessUnitId) return;
  throw new AppError("bad_input", {
    fields: {
      [field]: `These credentials work, but for ${after.businessUnitName} (${after.businessUnitId}). This connection belongs to ${before.businessUnitName} (${before.businessUnitId}). Make a connection of its own for the other one.`,
    },
  });
}
