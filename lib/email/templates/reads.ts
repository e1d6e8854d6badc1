import "server-only";
import { namedLike } from "#lib/api/named-like.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { countLines, diffLines, type Hunk, hunksOf, pageOfVersions } from "#lib/versions/mapping.ts";
import type { VersionPage } from "#lib/versions/schema.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { utf8Bytes } from "../html/size/mapping.ts";
import { choiceOf, loadTemplate, viewTemplate, WITH_USE } from "./load-template.ts";
import { templateSubject } from "./mapping.ts";
import type {
  ChannelChoice,
  Orphan,
  TemplateListItem,
  TemplateQuery,
  TemplateView,
  VersionView,
} from "./schema.ts";

const PAGE = 50;
const VERSIONS_PAGE = 20;

/** One template as it is now, also a deleted one; throws `not_found`. */
export async function getTemplate(ctx: Ctx, id: string): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator", "auditor");
  return loadTemplate(id);
}

/** Templates by name, in pages: `next` is the cursor of the next one, null at the end. */
export async function listTemplates(
  ctx: Ctx,
  { search, connection, deleted = false, cursor, limit = PAGE }: TemplateQuery = {},
): Promise<{ items: TemplateListItem[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailTemplate.findMany({
    where: { deletedAt: deleted ? { not: null } : null, ...namedLike({ search, connection }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    include: WITH_USE,
  });
  const page = rows.slice(0, limit);
  const said = await attestationsOf(page.map(({ id }) => templateSubject(id)));
  const items = page.map((row): TemplateListItem => {
    const { html, sample: _sample, ...view } = viewTemplate(row, said.get(templateSubject(row.id)));
    return { ...view, htmlBytes: utf8Bytes(html) };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The email channels of a connection with the template each uses; removed ones only where they still use one. */
export async function listChannelChoices(ctx: Ctx, connectionId: string): Promise<ChannelChoice[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailChannel.findMany({
    where: { connectionId, OR: [{ state: { not: "removed" } }, { templateId: { not: null } }] },
    orderBy: { name: "asc" },
    select: {
      ...WITH_USE.channels.select,
      template: { select: { name: true } },
    },
  });
  return rows.map(({ template, ...channel }) => choiceOf(channel, template?.name ?? null));
}

/** The mail servers that a test can be sent through, by name. */
export async function listMailServers(
  ctx: Ctx,
  connectionId: string,
): Promise<{ id: string; name: string }[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  return db().smtpConfiguration.findMany({
    where: { connectionId },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}

/** Channels whose template was deleted: CXone goes on using what was entered there. */
export async function listOrphans(ctx: Ctx, connectionId?: string): Promise<Orphan[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().emailChannel.findMany({
    where: {
      state: { not: "removed" },
      template: { deletedAt: { not: null } },
      ...(connectionId ? { connectionId } : {}),
    },
    orderBy: { name: "asc" },
    select: { id: true, name: true, template: { select: { id: true, name: true } } },
  });
  return rows.flatMap(({ id, name, template }) =>
    template
      ? [{ channelId: id, channelName: name, templateId: template.id, templateName: template.name }]
      : [],
  );
}

/** The versions of a template, newest first, each with how many lines it changed; `before` goes on below a version. */
export async function listVersions(
  ctx: Ctx,
  id: string,
  { before }: { before?: number | undefined } = {},
): Promise<VersionPage<VersionView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  await loadTemplate(id);
  const rows = await db().emailTemplateVersion.findMany({
    where: { templateId: id, ...(before ? { version: { lt: before } } : {}) },
    orderBy: { version: "desc" },
    take: VERSIONS_PAGE + 1,
  });
  return pageOfVersions(rows, VERSIONS_PAGE, (row, older) => ({
    version: row.version,
    name: row.name,
    by: row.savedBy,
    at: row.savedAt.toISOString(),
    note: row.note,
    htmlBytes: utf8Bytes(row.html),
    lines: older && countLines(diffLines(older.html, row.html)),
    renamedFrom: older && older.name !== row.name ? older.name : null,
  }));
}

export type VersionDetail = { version: number; name: string; html: string; changes: Hunk[] };

/** What a template was at a version, and how that differs from the version before it; throws `not_found`. */
export async function getVersion(ctx: Ctx, id: string, version: number): Promise<VersionDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const [row, older] = await db().emailTemplateVersion.findMany({
    where: { templateId: id, version: { lte: version } },
    orderBy: { version: "desc" },
    take: 2,
  });
  if (row?.version !== version)
    throw new AppError("not_found", { detail: `There is no version ${version} of this template.` });
  const { name, html } = row;
  return { version, name, html, changes: hunksOf(diffLines(older?.html ?? "", html)) };
}
