import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { smtpSubject } from "../schema.ts";
import { REFRESH_TOKEN } from "../smtp/stored-smtp.ts";
import { knownTraffic } from "../traffic/reads.ts";
import type { TrafficView } from "../traffic/schema.ts";
import { newestMail } from "./mapping.ts";
import { type ChannelFilter, listEmailChannels } from "./reads.ts";
import type { EmailChannelItem, EmailHomeRow, LastMail, Waiting } from "./schema.ts";
import { channelIdOf, subjectOf } from "./subject.ts";

const OPEN = ["not_sent", "sent", "chased"];

type Facts = {
  /** Mails of Patchbay. */
  out: ReadonlyMap<string, LastMail>;
  in: ReadonlyMap<string, LastMail>;
  /** What the check of step Test saw in CXone. */
  tested: ReadonlyMap<string, LastMail>;
  traffic: ReadonlyMap<string, TrafficView>;
  /** By channel, and by tenant where the channel is not known. */
  bounced: ReadonlyMap<string, number>;
  drifted: ReadonlyMap<string, number>;
  expiries: ReadonlyMap<string, { what: string; at: Date }>;
  waiting: ReadonlyMap<string, readonly Waiting[]>;
  /** Channels that come by the email ticketing form, which their tenant asks for (M-03). */
  ticketed: ReadonlySet<string>;
};

const connectionSubject = (id: string) => `connection:${id}`;

/** The email channels with what deserves a look at each: a fixed number of questions however many there are. */
export async function listEmailHome(
  ctx: Ctx,
  filter: ChannelFilter = {},
): Promise<{ items: EmailHomeRow[]; next: string | null }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { items, next } = await listEmailChannels(ctx, filter);
  const facts = await factsOf(items, ctx.now());
  return { items: items.map((item) => homeRow(item, facts)), next };
}

function homeRow(item: EmailChannelItem, facts: Facts): EmailHomeRow {
  const waiting = [
    ...(facts.waiting.get(subjectOf(item.id)) ?? []),
    ...(item.smtp ? (facts.waiting.get(smtpSubject(item.smtp.id)) ?? []) : []),
    ...(facts.ticketed.has(subjectOf(item.id))
      ? (facts.waiting.get(connectionSubject(item.connection.id)) ?? [])
      : []),
  ].sort((a, b) => (a.since < b.since ? -1 : 1));
  const expiry = item.smtp ? facts.expiries.get(item.smtp.id) : undefined;
  const traffic = facts.traffic.get(item.channelId ?? "") ?? null;
  const inCxone = (message: TrafficView["lastIn"] | undefined): LastMail | null =>
    message ? { ...message, seen: "cxone" } : null;
  return {
    ...item,
    lastOut: newestMail(inCxone(traffic?.lastOut), facts.out.get(item.id)),
    lastIn: newestMail(inCxone(traffic?.lastIn), facts.tested.get(item.id), facts.in.get(item.id)),
    traffic,
    bounced: {
      own: facts.bounced.get(item.id) ?? 0,
      unknown: facts.bounced.get(item.connection.id) ?? 0,
    },
    drifted: facts.drifted.get(subjectOf(item.id)) ?? 0,
    nextExpiry: expiry ? { what: expiry.what, at: expiry.at.toISOString() } : null,
    waiting,
    openRequests: waiting.filter(({ link }) => link === "/email/requests").length,
  };
}

async function factsOf(items: readonly EmailChannelItem[], now: Date): Promise<Facts> {
  const ids = items.map(({ id }) => id);
  const connections = [...new Set(items.map(({ connection }) => connection.id))];
  const smtp = [...new Set(items.flatMap((item) => (item.smtp ? [item.smtp.id] : [])))];
  const seen = items.flatMap(({ connection, channelId }) =>
    channelId ? [{ connectionId: connection.id, channelId }] : [],
  );
  const [traffic, sent, arrived, tested, bounced, drifted, secrets, ticketed] = await Promise.all([
    knownTraffic(seen, now),
    db().mail.groupBy({
      by: ["channelId"],
      where: { channelId: { in: ids }, sentAt: { not: null } },
      _max: { sentAt: true },
    }),
    db().mail.groupBy({
      by: ["channelId"],
      where: { channelId: { in: ids }, arrivedAt: { not: null } },
      _max: { arrivedAt: true },
    }),
    db().checkResult.findMany({
      where: { subject: { in: ids.map(subjectOf) }, checkId: "test.arrived", state: "passed" },
      select: { subject: true, evidence: true },
    }),
    db().bouncedAddress.groupBy({
      by: ["connectionId", "channelId"],
      where: { connectionId: { in: connections } },
      _count: true,
    }),
    db().setupDrift.groupBy({
      by: ["subject"],
      where: { subject: { in: ids.map(subjectOf) }, ignoredAt: null },
      _count: true,
    }),
    db().secret.findMany({
      where: { subject: { in: smtp.map(smtpSubject) }, expiresAt: { not: null } },
      select: { subject: true, field: true, expiresAt: true },
      orderBy: { expiresAt: "desc" },
    }),
    db().setupStep.findMany({
      where: {
        subject: { in: ids.map(subjectOf) },
        stepId: "connection",
        input: { path: ["hasProactive"], equals: "yes" },
      },
      select: { subject: true },
    }),
  ]);
  return {
    traffic,
    out: new Map(sent.flatMap((row) => ofPatchbay(row.channelId, row._max.sentAt))),
    in: new Map(arrived.flatMap((row) => ofPatchbay(row.channelId, row._max.arrivedAt))),
    tested: new Map(tested.flatMap((row) => ofCheck(channelIdOf(row.subject), row.evidence))),
    bounced: new Map(bounced.map((row) => [row.channelId ?? row.connectionId, row._count])),
    drifted: new Map(drifted.map((row) => [row.subject, row._count])),
    // The one that ends first comes last and stays.
    expiries: new Map(
      secrets.flatMap(({ subject, field, expiresAt }) => {
        const what = field === REFRESH_TOKEN ? "Authorisation, if it is not used" : "Client secret";
        return expiresAt ? [[subject.slice("smtp:".length), { what, at: expiresAt }] as const] : [];
      }),
    ),
    waiting: await waitingOf(ids, [...smtp.map(smtpSubject), ...connections.map(connectionSubject)]),
    ticketed: new Set(ticketed.map(({ subject }) => subject)),
  };
}

const ofPatchbay = (channelId: string | null, at: Date | null): [string, LastMail][] =>
  channelId && at ? [[channelId, { at: at.toISOString(), seen: "patchbay", contactNumber: null }]] : [];

/** A mail of Patchbay that arrived is among the mails already. */
function ofCheck(channelId: string, evidence: unknown): [string, LastMail][] {
  const { at, case: contactNumber } = (evidence ?? {}) as { at?: unknown; case?: unknown };
  if (typeof at !== "string" || typeof contactNumber !== "string" || Number.isNaN(Date.parse(at))) return [];
  return [[channelId, { at: new Date(at).toISOString(), seen: "cxone", contactNumber }]];
}

/** Whom the channels wait for: steps marked so, domains in DNS, requests to the representative. */
async function waitingOf(ids: readonly string[], others: readonly string[]): Promise<Facts["waiting"]> {
  const subjects = [...ids.map(subjectOf), ...others];
  const [steps, requests, channels] = await Promise.all([
    db().setupStep.findMany({
      where: { subject: { in: subjects }, waitingFor: { not: null } },
      select: {
        subject: true,
        stepId: true,
        waitingFor: true,
        waitingSince: true,
        waitingNote: true,
        updatedAt: true,
      },
    }),
    db().repRequest.findMany({
      where: { subject: { in: subjects }, state: { in: OPEN }, sentAt: { not: null } },
      select: { subject: true, kind: true, sentAt: true, createdAt: true },
    }),
    db().emailChannel.findMany({
      where: { id: { in: [...ids] }, domain: { state: "pending" } },
      select: { id: true, domain: { select: { id: true, name: true, startedAt: true, createdAt: true } } },
    }),
  ]);
  const all: (Waiting & { subject: string })[] = [
    ...steps.map((row) => ({
      subject: row.subject,
      for: row.waitingFor ?? "",
      since: (row.waitingSince ?? row.updatedAt).toISOString(),
      what: row.waitingNote ?? "",
      link: `/email/channels/${row.subject.slice("email-channel:".length)}/setup/${row.stepId}`,
    })),
    ...requests.map((row) => ({
      subject: row.subject,
      for: "the account representative",
      since: (row.sentAt ?? row.createdAt).toISOString(),
      what: row.kind.replaceAll("_", " "),
      link: "/email/requests",
    })),
    ...channels.flatMap(({ id, domain }) =>
      domain
        ? [
            {
              subject: subjectOf(id),
              for: "DNS",
              since: (domain.startedAt ?? domain.createdAt).toISOString(),
              what: `records of ${domain.name}`,
              link: `/email/domains/${domain.id}`,
            },
          ]
        : [],
    ),
  ];
  return Map.groupBy(all, ({ subject }) => subject);
}
