import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { moveSecret } from "#lib/vault/secrets.ts";
import { tokens } from "./client-for.ts";
import { CREDENTIAL_NAME, SECRET_OF } from "./credentials.ts";
import type { ParsedRotate } from "./cxone/schema.ts";
import { type Draft, secretFieldsOf } from "./kept-secrets.ts";
import { principalOf, tryDraft } from "./kinds.ts";
import { readSecrets } from "./read-secrets.ts";
import { getConnection } from "./reads.ts";
import { refuseOtherTenant } from "./refusals.ts";
import type { CheckReport, ConnectionView } from "./schema.ts";
import { endTokens, expiryOf, storeSecrets } from "./store-credentials.ts";
import { loadConnection, type StoredConnection, subjectOf } from "./stored-connection.ts";

/**
 * Puts a second access key or client secret in front of the one that is kept (H-15, H-16, H-18). The new one is tried
 * first; the old one stays as a fallback until its date or until somebody retires it. Throws `bad_input` at the field,
 * `in_use` while two of the kind overlap already.
 */
export async function rotateCredential(ctx: Ctx, id: string, input: ParsedRotate): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { kind } = input;
  const subject = subjectOf(id);
  const before = await loadConnection(id);
  const draft = draftOf(before, input);
  const field = SECRET_OF[kind];
  await refuseSecondOverlap(subject, kind);
  const secrets = { ...(await readSecrets(id, secretFieldsOf(before.kind))), [field]: input.secret };
  const report = await tryDraft(draft, secrets, { connectionId: id, requestId: ctx.requestId });
  if (!report.ok) throw refuseRotation(report);
  refuseOtherTenant(before.kind, before.tenant, report.tenant, "secret");
  const now = ctx.now();
  const retireAt = input.retireOn ? new Date(`${input.retireOn}T00:00:00Z`) : null;
  await db().$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id, version: before.version },
      data: { settings: draft.settings, version: { increment: 1 } },
    });
    if (count === 0) throw new AppError("conflict", { detail: "The connection was changed meanwhile." });
    await moveSecret(tx, subject, field, previousOf(field));
    const fingerprints = await storeSecrets(
      tx,
      id,
      { [field]: input.secret },
      { [field]: input.expiry },
      now,
    );
    const oldId = kind === "accessKey" && before.kind === "cxone" ? before.settings.accessKeyId : null;
    await tx.credentialOverlap.create({
      data: { subject, kind, oldId, startedAt: now, startedBy: ctx.actor.name, retireAt, newUsedAt: now },
    });
    await endTokens(tx, id);
    await writeAudit(tx, ctx, {
      action: "connection.credential_rotated",
      object: subject,
      before: { kind, ...principalOf(before, before.tenant) },
      after: {
        kind,
        ...principalOf(draft, before.tenant),
        retireAt,
        expiry: expiryOf(input.expiry) ?? null,
        ...fingerprints,
      },
    });
  });
  tokens().forget(id);
  return getConnection(ctx, id);
}

/** What is to be tried. Only what one client or one user holds two of can overlap. */
function draftOf(before: StoredConnection, { kind, accessKeyId }: ParsedRotate): Draft {
  switch (before.kind) {
    case "cxone": {
      const settings = kind === "accessKey" && accessKeyId ? { accessKeyId } : {};
      return { kind: before.kind, settings: { ...before.settings, ...settings } };
    }
    case "cxone-v2":
      if (kind === "clientSecret") return before;
      throw new AppError("bad_request", {
        title: "This connection has no access key",
        detail: "It signs in with a client and its secret.",
        fix: "Rotate the client secret instead.",
      });
    default:
      throw new AppError("bad_request", {
        title: "API access tokens of Engage do not overlap",
        detail:
          "Each of them holds until somebody deletes it, whatever others there are: no fallback is needed.",
        fix: "Make a new token in Engage, enter it under Re-authorise, then delete the old one in Engage.",
      });
  }
}

async function refuseSecondOverlap(subject: string, kind: ParsedRotate["kind"]): Promise<void> {
  if (!(await db().credentialOverlap.findUnique({ where: { subject_kind: { subject, kind } } }))) return;
  throw new AppError("in_use", {
    title: "Two of them overlap already",
    detail: `The previous ${CREDENTIAL_NAME[kind]} is still kept as a fallback.`,
    fix: "Retire the previous one first.",
  });
}

/** The form has one field for the secret, whichever it is. */
function refuseRotation(report: CheckReport): AppError {
  const failed = report.checks.find((check) => check.state === "failed");
  const sentence = `${failed?.message ?? "CXone refused it."} ${failed?.fix ?? ""}`.trim();
  const aboutSecret = Object.keys(report.fields ?? {}).some((field) => field.startsWith("secrets."));
  return new AppError("bad_input", {
    title: "CXone did not accept the new credentials",
    detail: `${failed?.message ?? ""} Nothing was changed: the ones in use go on.`.trim(),
    ...(failed?.fix ? { fix: failed.fix } : {}),
    ...(aboutSecret ? { fields: { secret: sentence } } : {}),
  });
}
