import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { countLines, diffLines, hunksOf, pageOfVersions } from "#lib/versions/mapping.ts";
import type { VersionPage } from "#lib/versions/schema.ts";
import { loadSignature } from "../load-signature.ts";
import { changedValues } from "../mapping.ts";
import type { SignatureVersionDetail, SignatureVersionView } from "./schema.ts";

const PAGE = 20;

/** The versions of a signature, newest first, each with how much it changed; `before` goes on below a version. */
export async function listSignatureVersions(
  ctx: Ctx,
  id: string,
  { before }: { before?: number | undefined } = {},
): Promise<VersionPage<SignatureVersionView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadSignature(id);
  const rows = await db().emailSignatureVersion.findMany({
    where: { signatureId: id, ...(before ? { version: { lt: before } } : {}) },
    orderBy: { version: "desc" },
    take: PAGE + 1,
  });
  return pageOfVersions(rows, PAGE, (row, older) => ({
    version: row.version,
    name: row.name,
    by: row.savedBy,
    at: row.savedAt.toISOString(),
    note: row.note,
    plain: older && countLines(diffLines(older.plain, row.plain)),
    html: older && countLines(diffLines(older.html, row.html)),
    values: older ? changedValues(valuesOf(older), valuesOf(row)).map(({ field }) => field) : [],
    renamedFrom: older && older.name !== row.name ? older.name : null,
  }));
}

/** What a signature was at a version, and how that differs from the version before it; throws `not_found`. */
export async function getSignatureVersion(
  ctx: Ctx,
  id: string,
  version: number,
): Promise<SignatureVersionDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const [row, older] = await db().emailSignatureVersion.findMany({
    where: { signatureId: id, version: { lte: version } },
    orderBy: { version: "desc" },
    take: 2,
  });
  if (row?.version !== version)
    throw new AppError("not_found", { detail: `There is no version ${version} of this signature.` });
  const { name, plain, html } = row;
  return {
    version,
    name,
    plain,
    html,
    fields: valuesOf(row),
    changes: {
      plain: hunksOf(diffLines(older?.plain ?? "", plain)),
      html: hunksOf(diffLines(older?.html ?? "", html)),
      values: changedValues(older ? valuesOf(older) : {}, valuesOf(row)),
    },
  };
}

// Parsed when it was written.
const valuesOf = ({ fields }: { fields: unknown }) => fields as Record<string, string>;
