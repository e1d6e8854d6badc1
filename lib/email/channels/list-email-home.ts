import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { smtpSubject } from "../schema.ts";
import { REFRESH_TOKEN } from "../smtp/stored-smtp.ts";
import { type ChannelFilter, listEmailChannels } from "./reads.ts";
import type { EmailChannelItem, EmailHomeRow, Waiting } from "./schema.ts";
import { channelIdOf, subjectOf } from "./subject.ts";

const OPEN = ["not_sent", "sent", "chased"];

type Facts = {
  out: ReadonlyMap<string, Date>;
  in: ReadonlyMap<string, Date>;
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
  const facts = await factsOf(items);
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
  return {
    ...item,
    lastOut: facts.out.get(item.id)?.toISOString() ?? null,
    lastIn: facts.in.get(item.id)?.toISOString() ?? null,
    bounced: facts.bounced.get(item.connection.id) ?? 0,
    drifted: facts.drifted.get(subjectOf(item.id)) ?? 0,
    nextExpiry: expiry ? { what: expiry.what, at: expiry.at.toISOString() } : null,
    waiting,
    openRequests: waiting.filter(({ link }) => link === "/email/requests").length,
  };
}

async function factsOf(items: readonly EmailChannelItem[]): Promise<Facts> {
  const ids = items.map(({ id }) => id);
  const connections = [...new Set(items.map(({ connection }) => connection.id))];
  const smtp = [...new Set(items.flatMap((item) => (item.smtp ? [item.smtp.id] : [])))];
  const [sent, arrived, tested, bounced, drifted, secrets, ticketed] = await Promise.all([
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
    // What the check of step Test saw in CXone.
    db().checkResult.findMany({
      where: { subject: { in: ids.map(subjectOf) }, checkId: "test.arrived", state: "passed" },
      select: { subject: true, evidence: true },
    }),
    db().bouncedAddress.groupBy({
      by: ["connectionId"],
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
    out: latest(sent.map((row) => [row.channelId, row._max.sentAt])),
    in: latest([
      ...tested.map(({ subject, evidence }) => [channelIdOf(subject), timeOf(evidence)] as const),
      ...arrived.map((row) => [row.channelId, row._max.arrivedAt] as const),
    ]),
    bounced: new Map(bounced.map((row) => [row.connectionId, row._count])),
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

/** The latest moment of each. */
function latest(rows: readonly (readonly [string | null, Date | null])[]): Map<string, Date> {
  const known = new Map<string, Date>();
  for (const [id, at] of rows) {
    const before = id ? known.get(id) : undefined;
    if (id && at && !(before && before > at)) known.set(id, at);
  }
  return known;
}

function timeOf(evidence: unknown): Date | null {
  const at = new Date(String((evidence as { at?: unknown } | null)?.at));
  return Number.isNaN(at.getTime()) ? null : at;
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
