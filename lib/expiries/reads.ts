import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { EXPIRY_GROUPS, type ExpiryView } from "./schema.ts";
import { groupOf } from "./state.ts";

/** An API token that ran out this long ago is no concern any more. */
const FORGET_TOKENS_MS = 30 * 86_400_000;

type Item = Omit<ExpiryView, "group" | "expiresAt"> & { at: Date | null; never: boolean };

/** Everything that runs out, soonest first; what nobody has dated after it, what never does last. */
export async function listExpiries(ctx: Ctx): Promise<ExpiryView[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  return readExpiries(ctx.now());
}

export async function readExpiries(now: Date): Promise<ExpiryView[]> {
  const items = (
    await Promise.all([connectionSecrets(), handoverSecrets(), smtpSecrets(), apiTokens(now), deadlines()])
  ).flat();
  return items
    .map(
      ({ at, never, ...item }): ExpiryView => ({
        ...item,
        expiresAt: at?.toISOString() ?? null,
        group: groupOf(at, never, now),
      }),
    )
    .sort(
      (a, b) =>
        EXPIRY_GROUPS.indexOf(a.group) - EXPIRY_GROUPS.indexOf(b.group) ||
        (a.expiresAt ?? "").localeCompare(b.expiresAt ?? "") ||
        a.title.localeCompare(b.title, "en"),
    );
}

const NAMES: Record<string, { name: string; body: string }> = {
  accessKeySecret: {
    name: "Access key",
    body: "Without it Patchbay gets no token. In CXone add a second access key to the same user, then rotate it here.",
  },
  clientSecret: {
    name: "Client secret",
    body: "Without it Patchbay gets no token. Ask NICE for a new one, then rotate it here.",
  },
  apiToken: {
    name: "API access token",
    body: "Without it Engage answers nothing. Make a new one in Engage, enter it under Re-authorise, then delete the old one.",
  },
};

async function connectionSecrets(): Promise<Item[]> {
  const [connections, secrets, overlaps] = await Promise.all([
    db().connection.findMany({ select: { id: true, name: true } }),
    db().secret.findMany({
      where: { subject: { startsWith: "connection:" } },
      omit: { ciphertext: true },
    }),
    db().credentialOverlap.findMany({ where: { subject: { startsWith: "connection:" } } }),
  ]);
  return connections.flatMap(({ id, name }) => {
    const subject = `connection:${id}`;
    return secrets
      .filter((secret) => secret.subject === subject)
      .flatMap(({ field, expiresAt, neverExpires }): Item[] => {
        const [base = "", previous] = field.split(".");
        const known = NAMES[base];
        if (!known) return [];
        const common = {
          id: `secret:${subject}/${field}`,
          link: `/connections/${id}/credentials`,
          precision: "day" as const,
          sourceUrl: null,
        };
        if (!previous) {
          const secret = { subject, field };
          const title = `${known.name} of ${name}`;
          return [
            {
              ...common,
              kind: "secret",
              title,
              body: known.body,
              at: expiresAt,
              never: neverExpires,
              secret,
            },
          ];
        }
        const kind = base === "accessKeySecret" ? "accessKey" : "clientSecret";
        const overlap = overlaps.find((one) => one.subject === subject && one.kind === kind);
        const at = overlap?.retireAt ?? null;
        return [
          {
            ...common,
            kind: "overlap",
            title: `Previous ${known.name.toLowerCase()} of ${name}`,
            body: at
              ? "It is retired by itself on this day, unless it still does the work."
              : "It stays as a fallback until somebody retires it.",
            at,
            never: at === null,
            secret: null,
          },
        ];
      });
  });
}

async function handoverSecrets(): Promise<Item[]> {
  const overlaps = await db().credentialOverlap.findMany({ where: { kind: "byocClientSecret" } });
  const handovers = await db().handoverProvider.findMany({
    where: { id: { in: overlaps.map(({ subject }) => subject.slice("handover:".length)) } },
    select: { id: true, name: true },
  });
  return handovers.map(({ id, name }): Item => {
    const overlap = overlaps.find(({ subject }) => subject === `handover:${id}`);
    return {
      id: `secret:handover:${id}/byocClientSecret.previous`,
      kind: "overlap",
      title: `Previous channel secret of ${name}`,
      body: overlap?.newUsedAt
        ? "CXone uses the new one: the previous one can be retired."
        : "CXone has not used the new one yet: paste it there before this day.",
      link: `/handovers/${id}/rotate-secret`,
      at: overlap?.retireAt ?? null,
      never: !overlap?.retireAt,
      precision: "day",
      sourceUrl: null,
      secret: null,
    };
  });
}

/** Client secrets of mail servers (M-25), and grants that end when nobody uses them for 90 days. */
async function smtpSecrets(): Promise<Item[]> {
  const [configurations, secrets] = await Promise.all([
    db().smtpConfiguration.findMany({ select: { id: true, name: true } }),
    db().secret.findMany({
      where: { subject: { startsWith: "smtp:" }, field: { in: ["clientSecret", "refreshToken"] } },
      omit: { ciphertext: true },
    }),
  ]);
  return secrets.flatMap(({ subject, field, expiresAt, neverExpires }): Item[] => {
    const smtp = configurations.find(({ id }) => subject === `smtp:${id}`);
    if (!smtp) return [];
    const isGrant = field === "refreshToken";
    return [
      {
        id: `secret:${subject}/${field}`,
        kind: "secret",
        title: isGrant ? `Authorisation of ${smtp.name}` : `Client secret of ${smtp.name}`,
        body: isGrant
          ? "It ends when it is not used for 90 days. Patchbay renews it every day; a day that comes near says that it cannot."
          : "Mail through this server stops then. In Entra open Certificates & secrets, add a client secret, and paste its Value in the settings.",
        link: `/email/smtp/${smtp.id}`,
        at: expiresAt,
        never: neverExpires,
        precision: "day",
        sourceUrl: null,
        secret: isGrant ? null : { subject, field },
      },
    ];
  });
}

async function apiTokens(now: Date): Promise<Item[]> {
  const tokens = await db().apiToken.findMany({
    where: {
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now.getTime() - FORGET_TOKENS_MS) } }],
    },
  });
  return tokens.map(
    ({ id, name, hint, expiresAt }): Item => ({
      id: `token:${id}`,
      kind: "apiToken",
      title: `API token ${name} (ends ${hint})`,
      body: "Scripts that use it are refused from then on. Make another token and give it to them.",
      link: "/settings/api-tokens",
      at: expiresAt,
      never: expiresAt === null,
      precision: "day",
      sourceUrl: null,
      secret: null,
    }),
  );
}

async function deadlines(): Promise<Item[]> {
  const rows = await db().externalDeadline.findMany();
  return rows.map(
    ({ id, vendor, title, body, dueAt, precision, sourceUrl }): Item => ({
      id: `deadline:${id}`,
      kind: "deadline",
      title: `${vendor}: ${title}`,
      body,
      link: "/expiries",
      at: dueAt,
      never: false,
      precision: precision as ExpiryView["precision"],
      sourceUrl,
      secret: null,
    }),
  );
}
