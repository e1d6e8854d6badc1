import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import type { AsOf } from "#lib/connections/schema.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { type FoundScript, getScript, listScriptVersions, searchScripts } from "#lib/cxone/scripts.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { lintScript, releaseUrl, type ScriptLint, scriptPath } from "#lib/handover/studio-script.ts";
import { cutTenantPage } from "#lib/tenant/list-tenant-page.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import type { ScriptDetail, ScriptQuery, ScriptRow } from "./schema.ts";
import { judgeScript } from "./state.ts";

type Channels = Record<string, { id: string; name: string }[]>;

/** Studio scripts of a tenant; CXone searches the paths, and gives what it found at once (facts/cxone.md §2.6). */
export async function listScripts(
  ctx: Ctx,
  connectionId: string,
  query: ScriptQuery,
): Promise<TenantPage<ScriptRow>> {
  requireRole(ctx, "admin", "operator");
  const search = query.q ?? "";
  const question = { operation: "scripts.list", params: { search } };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, async (client) => ({
    scripts: await searchScripts(client, search),
    channels: await channelsByScript(client),
  }));
  const ours = await handoversByScript(connectionId);
  const { by, descending } = query.sort ?? { by: "path", descending: false };
  const rows = value.scripts
    .map((script) => viewScript(script, value.channels, ours))
    .sort((a, b) => (descending ? -1 : 1) * keyOf(a, by).localeCompare(keyOf(b, by)));
  return { ...cutTenantPage(rows, query), asOf, stale };
}

/** One script by path with its lint and its versions; throws `not_found`. */
export async function getScriptDetail(
  ctx: Ctx,
  connectionId: string,
  path: string,
): Promise<AsOf<ScriptDetail>> {
  requireRole(ctx, "admin", "operator");
  const question = { operation: "scripts.one", params: { path } };
  const known = await readThrough(ctx, connectionId, question, async (client) => ({
    script:
      (await searchScripts(client, path)).find(({ scriptName }) => isSamePath(scriptName, path)) ?? null,
    lint: await lintOf(client, path),
    versions: await listScriptVersions(client, path),
    channels: await channelsByScript(client),
  }));
  const { script, lint, versions, channels } = known.value;
  if (!script) throw new AppError("not_found", { detail: "The tenant has no such script." });
  const row = viewScript(script, channels, await handoversByScript(connectionId));
  const expected = row.handover ? releaseUrl(env().publicUrl, row.handover.id) : null;
  return {
    value: {
      ...row,
      findings: lint && judgeScript(path, lint, expected),
      versions: versions.map(({ scriptId, modifyDate, modifyUser, status }) => ({
        id: scriptId,
        modifiedAt: modifyDate,
        modifiedBy: modifyUser,
        current: status === "CURR",
      })),
    },
    asOf: known.asOf,
    stale: known.stale,
  };
}

async function lintOf(client: CxoneClient, path: string): Promise<ScriptLint | null> {
  try {
    const script = await getScript(client, path);
    return script && lintScript(script);
  } catch (error) {
    // Scripts made in desktop Studio answer 500 here, always (facts/cxone.md §2.6).
    if (error instanceof CxoneError && error.code === "server_error") return null;
    throw error;
  }
}

const isSamePath = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

async function channelsByScript(client: CxoneClient): Promise<Channels> {
  const channels = (await listChannels(client)).filter(({ studioScript }) => studioScript !== "");
  const groups = Map.groupBy(channels, ({ studioScript }) => studioScript.toLowerCase());
  return Object.fromEntries(
    [...groups].map(([script, own]) => [script, own.map(({ id, name }) => ({ id, name }))]),
  );
}

async function handoversByScript(connectionId: string): Promise<Map<string, { id: string; name: string }>> {
  const rows = await db().handoverProvider.findMany({
    where: { connectionId },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [scriptPath(row.id).toLowerCase(), row]));
}

const viewScript = (
  { scriptName, masterID, mediaType, modifyDate, mUser }: FoundScript,
  channels: Channels,
  ours: ReadonlyMap<string, { id: string; name: string }>,
): ScriptRow => ({
  path: scriptName,
  masterId: masterID,
  mediaTypeId: mediaType,
  modifiedAt: modifyDate,
  modifiedBy: mUser,
  channels: channels[scriptName.toLowerCase()] ?? [],
  handover: ours.get(scriptName.toLowerCase()) ?? null,
});

const keyOf = (row: ScriptRow, by: "path" | "modified") => (by === "path" ? row.path : row.modifiedAt);
