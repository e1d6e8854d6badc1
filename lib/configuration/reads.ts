import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { neededSecrets } from "#lib/connections/kept-secrets.ts";
import { accountOf } from "#lib/connections/kinds.ts";
import { parseConnection, type StoredConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { parseStoredBot } from "#lib/handover/bot/schema.ts";
import { handoverSettings } from "#lib/handover/relay/schema.ts";
import { skillInput } from "#lib/handover/schema.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { readEmail } from "./email/reads.ts";
import { REALTIME_TOKEN } from "./engage/mapping.ts";
import { viewEngage } from "./engage/reads.ts";
import { byCodeUnit } from "./reference/mapping.ts";
import {
  type Configuration,
  type ConnectionConfiguration,
  configurationSchema,
  type ExportQuery,
  type HandoverConfiguration,
} from "./schema.ts";
import { environmentName } from "./state.ts";

/** The configuration as it is, with names instead of ids and secrets as references (F-26). */
export async function readConfiguration(ctx: Ctx, query: ExportQuery = {}): Promise<Configuration> {
  requireRole(ctx, "admin", "operator", "auditor");
  const wanted = filterOf(query);
  const [connections, handovers, steps, email] = await Promise.all([
    db().connection.findMany(),
    db().handoverProvider.findMany({ include: { connection: { select: { name: true } } } }),
    db().setupStep.findMany({ where: { stepId: { in: [...TYPED] } } }),
    readEmail(wanted),
  ]);
  const inputs = new Map(steps.map(({ subject, stepId, input }) => [`${subject} ${stepId}`, input]));
  return configurationSchema.parse({
    patchbay: 1,
    connections: Object.fromEntries(
      connections
        .toSorted(byName)
        .filter(({ name }) => wanted(`connection:${name}`))
        .map((row) => [row.name, viewConnection(parseConnection(row), row.name)]),
    ),
    handovers: Object.fromEntries(
      handovers
        .toSorted(byName)
        .filter(({ name }) => wanted(`handover:${name}`))
        .map((row) => {
          const typed = (stepId: string) => inputs.get(`${subjectOf(row.id)} ${stepId}`);
          const isEngage = row.kind === "engage";
          const byoc = typed("byoc") as { integrationId?: string } | null | undefined;
          const skill = viewSkill(typed("skill"));
          const engage = isEngage && viewEngage(typed, { env: environmentName(row.name, REALTIME_TOKEN) });
          const handover: HandoverConfiguration = {
            ...(isEngage ? { kind: "engage" } : {}),
            ...(row.connection ? { connection: row.connection.name } : {}),
            bot: viewBot(row.bot, row.name),
            settings: handoverSettings.parse(row.settings),
            ...(skill ? { skill } : {}),
            ...(byoc?.integrationId ? { integrationId: byoc.integrationId } : {}),
            ...(engage ? { engage } : {}),
          };
          return [row.name, handover];
        }),
    ),
    email,
  });
}

/** Steps of which more than the row of the handover is kept. */
const TYPED = ["skill", "byoc", "community", "categories", "source", "agents", "folder", "settings"] as const;

const byName = (a: { name: string }, b: { name: string }) => byCodeUnit(a.name, b.name);

function viewConnection(connection: StoredConnection, name: string): ConnectionConfiguration {
  const { kind, settings, tenant } = connection;
  const secrets = neededSecrets(connection).map(({ field }) => [
    field,
    { env: environmentName(name, field) },
  ]);
  // Kind, settings and secrets come of one connection: together they fit the schema that the whole is parsed with.
  return {
    kind,
    ...(tenant ? { tenantId: accountOf(kind, tenant).id } : {}),
    settings,
    secrets: Object.fromEntries(secrets),
  } as ConnectionConfiguration;
}

function viewBot(stored: unknown, name: string): HandoverConfiguration["bot"] {
  const bot = parseStoredBot(stored);
  return bot.adapter === "cognigy" ? { ...bot, token: { env: environmentName(name, "cognigyToken") } } : bot;
}

function viewSkill(input: unknown): HandoverConfiguration["skill"] {
  const skill = skillInput.safeParse(input).data;
  if (!skill) return undefined;
  const agents = skill.agents.map(({ name }) => name);
  return skill.mode === "pick"
    ? { pick: skill.skillName, agents }
    : { create: skill.skillName, campaign: skill.campaignName, agents };
}

/** `handover:Support*,connection:*`: everything when nothing is included. */
function filterOf({ include, exclude }: ExportQuery): (object: string) => boolean {
  const [wanted, unwanted] = [patternsOf(include), patternsOf(exclude)];
  return (object) =>
    (wanted.length === 0 || wanted.some((pattern) => pattern.test(object))) &&
    !unwanted.some((pattern) => pattern.test(object));
}

const patternsOf = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((pattern) => pattern.trim())
    .filter(Boolean)
    .map((pattern) => new RegExp(`^${pattern.split("*").map(escapeRegExp).join(".*")}$`, "i"));

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
