import "server-only";
import { AppError } from "#lib/errors.ts";
import type { CxoneSecrets } from "./request-token.ts";
import type { CheckReport, CxoneSettings } from "./schema.ts";

/** Throws `bad_input` at the secrets that are needed and neither typed nor kept. */
export function refuseMissingSecrets(settings: CxoneSettings, secrets: CxoneSecrets): void {
  const fields: Record<string, string> = {};
  if (!secrets.accessKeySecret)
    fields["secrets.accessKeySecret"] =
      "Enter the access key secret. CXone shows it once, when the key is made.";
  if (settings.clientId && !secrets.clientSecret)
    fields["secrets.clientSecret"] = "Enter the client secret that NICE sent with the client ID.";
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
