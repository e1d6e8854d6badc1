import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import type { AsOf } from "#lib/connections/schema.ts";
import { type Channel, listChannels as listVendorChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { getSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import { cutTenantPage } from "#lib/tenant/list-tenant-page.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import { BYOC_PLATFORM, type ChannelQuery, type ChannelRow, type IntegrationRow } from "./schema.ts";

type Known = { channels: Channel[]; skillNames: Record<string, string> };

/**
 * Digital points of contact of a tenant (facts/cxone.md §3.1). CXone neither searches nor filters them and a tenant has
 * few, so all are read and chosen from here.
 */
export async function listChannels(
  ctx: Ctx,
  connectionId: string,
  query: ChannelQuery,
): Promise<TenantPage<ChannelRow>> {
  requireRole(ctx, "admin", "operator");
  const { value, asOf, stale } = await readChannels(ctx, connectionId);
  const { by, descending } = query.sort ?? { by: "name", descending: false };
  const rows = value
    .filter((row) => matches(row, query))
    .sort((a, b) => (descending ? -1 : 1) * keyOf(a, by).localeCompare(keyOf(b, by)));
  return { ...cutTenantPage(rows, query), asOf, stale };
}

/** One channel; throws `not_found`. */
export async function getChannel(ctx: Ctx, connectionId: string, id: string): Promise<AsOf<ChannelRow>> {
  requireRole(ctx, "admin", "operator");
  const { value, asOf, stale } = await readChannels(ctx, connectionId);
  const row = value.find((channel) => channel.id === id);
  if (!row) throw new AppError("not_found", { detail: "The tenant has no such channel." });
  return { value: row, asOf, stale };
}

/** Bring Your Own Channel integrations, as far as anything tells of them (H-19). */
export async function listIntegrations(ctx: Ctx, connectionId: string): Promise<AsOf<IntegrationRow[]>> {
  requireRole(ctx, "admin", "operator");
  const { value, asOf, stale } = await readChannels(ctx, connectionId);
  const own = await db().handoverProvider.findMany({
    where: { connectionId },
    select: { id: true, name: true, byocClientId: true },
  });
  const steps = await db().setupStep.findMany({
    where: { stepId: "byoc", subject: { in: own.map(({ id }) => `handover:${id}`) } },
    select: { subject: true, input: true },
  });
  const rows = new Map<string, IntegrationRow>();
  const rowOf = (integrationId: string): IntegrationRow => {
    const row = rows.get(integrationId) ?? { integrationId, channels: [], handover: null };
    rows.set(integrationId, row);
    return row;
  };
  for (const { id, name, platform, integrationId } of value) {
    if (platform === BYOC_PLATFORM && integrationId) rowOf(integrationId).channels.push({ id, name });
  }
  for (const { subject, input } of steps) {
    const integrationId = (input as { integrationId?: string } | null)?.integrationId;
    const handover = own.find(({ id }) => subject === `handover:${id}`);
    if (integrationId && handover) rowOf(integrationId).handover = handover;
  }
  return { value: [...rows.values()], asOf, stale };
}

async function readChannels(ctx: Ctx, connectionId: string): Promise<AsOf<ChannelRow[]>> {
  const question = { operation: "channels.list" };
  const { value, asOf, stale } = await readThrough(ctx, connectionId, question, readKnown);
  const handovers = await db().handoverProvider.findMany({
    where: { connectionId, channelId: { not: null } },
    select: { id: true, name: true, channelId: true },
  });
  const ours = new Map(handovers.map(({ channelId, ...handover }) => [channelId, handover]));
  return {
    value: value.channels.map((channel) => viewChannel(channel, value.skillNames, ours)),
    asOf,
    stale,
  };
}

async function readKnown(client: CxoneClient): Promise<Known> {
  const channels = await listVendorChannels(client);
  const ids = [...new Set(channels.flatMap(({ defaultSkillId }) => defaultSkillId ?? []))];
  const skills = await inParallel(ids, (id) => getSkill(client, id));
  const skillNames = Object.fromEntries(
    skills.flatMap((skill) => (skill ? [[String(skill.skillId), skill.skillName]] : [])),
  );
  return { channels, skillNames };
}

function viewChannel(
  channel: Channel,
  skillNames: Record<string, string>,
  ours: ReadonlyMap<string | null, { id: string; name: string }>,
): ChannelRow {
  const { id, name, defaultSkillId, studioScript } = channel;
  return {
    id,
    name,
    platform: channel.realExternalPlatformId,
    integrationId: channel.channelIntegrationId,
    isPrivate: channel.isPrivate,
    defaultSkill:
      defaultSkillId === null
        ? null
        : { id: defaultSkillId, name: skillNames[String(defaultSkillId)] ?? String(defaultSkillId) },
    script: studioScript,
    handover: ours.get(id) ?? null,
  };
}

function matches(row: ChannelRow, { q, platform, set }: ChannelQuery): boolean {
  const complete = row.defaultSkill !== null && row.script !== "";
  const text = `${row.name} ${row.id} ${row.integrationId} ${row.defaultSkill?.name ?? ""} ${row.script}`;
  return (
    (q === undefined || text.toLowerCase().includes(q.toLowerCase())) &&
    (platform === undefined || row.platform === platform) &&
    (set === undefined || complete === (set === "complete"))
  );
}

function keyOf(row: ChannelRow, by: "name" | "platform" | "skill"): string {
  if (by === "skill") return row.defaultSkill?.name ?? "";
  return row[by];
}
