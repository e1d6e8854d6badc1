import "server-only";
import { AppError } from "#lib/errors.ts";
import { type Draft, neededSecrets, type Secrets } from "./kept-secrets.ts";
import { accountOf } from "./kinds.ts";
import { KIND_NAMES } from "./mapping.ts";
import type { CheckReport, ConnectionKind, TenantOf } from "./schema.ts";

/**
 * Throws `bad_input` at the secrets that are needed and neither typed nor kept. `again`: some are kept, but must not be
 * used for what was changed.
 */
export function refuseMissingSecrets(draft: Draft, secrets: Secrets, again = false): void {
  const missing = neededSecrets(draft).filter(({ field }) => !secrets[field]);
  if (missing.length === 0) return;
  const why = "An address, a client or a key changed: what is kept is not sent there.";
  throw new AppError("bad_input", {
    fields: Object.fromEntries(
      missing.map(({ field, name, origin }) => [
        `secrets.${field}`,
        again ? `Enter the ${name} again. ${why}` : `Enter the ${name}. ${origin}`,
      ]),
    ),
  });
}

/** The error for credentials that did not pass their check: the sentence of the check that failed, at its field. */
export function refuseUncheckable(kind: ConnectionKind, report: CheckReport): AppError {
  const failed = report.checks.find((check) => check.state === "failed");
  return new AppError("bad_input", {
    title: `${KIND_NAMES[kind]} did not accept this connection`,
    ...(failed ? { detail: failed.message } : {}),
    ...(failed?.fix ? { fix: failed.fix } : {}),
    ...(report.fields ? { fields: report.fields } : {}),
  });
}

/** Throws `bad_input` when good credentials belong to another account than the connection: nothing there would fit. */
export function refuseOtherTenant<Kind extends ConnectionKind>(
  kind: Kind,
  before: TenantOf[Kind] | null,
  after: TenantOf[Kind] | undefined,
  field: string,
): void {
  if (!before || !after) return;
  const [known, found] = [accountOf(kind, before), accountOf(kind, after)];
  // What is known by nothing cannot be told apart.
  if (known.ids.length === 0 || found.ids.length === 0) return;
  if (known.ids.some((id) => found.ids.includes(id))) return;
  throw new AppError("bad_input", {
    fields: {
      [field]: `These credentials work, but for ${found.label}. This connection belongs to ${known.label}. Make a connection of its own for the other one.`,
    },
  });
}
