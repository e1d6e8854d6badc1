import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { secretFieldsOf } from "#lib/connections/kept-secrets.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { updateConnection } from "#lib/connections/update-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { applyHandover } from "./apply-handover.ts";
import { applyEmail } from "./email/apply-email.ts";
import { emailObjects, neededBy } from "./email/mapping.ts";
import type { EmailObject } from "./email/schema.ts";
import { parseConfiguration } from "./mapping.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";
import type {
  Configuration,
  ConfigurationLine,
  ConfigurationOutcome,
  ConfigurationPlan,
  ConnectionConfiguration,
} from "./schema.ts";
import { isSameTenant, secretName, splitObject } from "./state.ts";

type ApplyInput = { file: string; fingerprint: string; secrets: Record<string, string> };

/**
 * Brings a file in, exactly as planned: connections first, then what stands on them, each through the verb that its own
 * page uses. One that fails leaves the others be and skips what stands on it. Throws `plan_stale` when anything moved since
 * the plan, `bad_input` at secrets that are missing.
 */
export async function applyConfiguration(
  ctx: Ctx,
  { file, fingerprint, secrets }: ApplyInput,
): Promise<ConfigurationOutcome[]> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const plan = await planConfiguration(ctx, file);
  refuse(plan, fingerprint, secrets);
  const wanted = parseConfiguration(file);
  const outcomes: ConfigurationOutcome[] = [];
  const failed = new Set<string>();
  for (const line of plan.lines) {
    if (line.action === "manual") continue;
    const outcome = await carryOut(ctx, line, wanted, secrets, failed);
    if (outcome.state === "failed") failed.add(line.object);
    outcomes.push(outcome);
  }
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "configuration.imported",
      object: "configuration",
      after: Object.fromEntries(outcomes.map(({ object, state }) => [object, state])),
    }),
  );
  return outcomes;
}

function refuse(plan: ConfigurationPlan, fingerprint: string, secrets: Record<string, string>): void {
  if (plan.fingerprint !== fingerprint) throw new AppError("plan_stale");
  const blocked = plan.lines.filter(({ action }) => action === "blocked");
  if (blocked.length > 0) {
    throw new AppError("bad_input", {
      fields: { file: blocked.map(({ object, note }) => `${object}: ${note}`).join("\n") },
    });
  }
  const missing = plan.secrets.filter(({ env }) => !secrets[env]);
  if (missing.length > 0) {
    throw new AppError("bad_input", {
      title: "Secrets are missing",
      fields: Object.fromEntries(missing.map(({ env, what }) => [`secrets.${env}`, `Enter the ${what}.`])),
    });
  }
}

async function carryOut(
  ctx: Ctx,
  line: ConfigurationLine,
  wanted: Configuration,
  secrets: Record<string, string>,
  failed: ReadonlySet<string>,
): Promise<ConfigurationOutcome> {
  const { object, action, sentence } = line;
  if (action === "keep") return { object, state: "kept", sentence };
  const [kind, name] = splitObject(object);
  try {
    const connection = wanted.connections[name];
    if (kind === "connection" && connection) {
      return { object, state: "done", sentence, href: await bringConnection(ctx, name, connection, secrets) };
    }
    const email = emailObjects(wanted.email).find((one) => one.object === object);
    const missing = standsOn(wanted, line, email).find((other) => failed.has(other));
    if (missing)
      return { object, state: "skipped", sentence: `It needs ${missing}, which could not be made.` };
    if (email)
      return { object, state: "done", sentence, href: await bringEmail(ctx, email, line, wanted, secrets) };
    const handover = wanted.handovers[name];
    if (!handover) throw new Error(`No ${object} in the file`);
    const id = await applyHandover(ctx, { name, wanted: handover, line, file: wanted, secrets });
    return { object, state: "done", sentence, href: `/handovers/${id}` };
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ requestId: ctx.requestId, err: error }, "import failed");
    const reason = error instanceof AppError ? sentencesOf(error) : "Something went wrong on our side.";
    return { object, state: "failed", sentence: reason };
  }
}

/** What a line needs to be there before it. */
const standsOn = (wanted: Configuration, { object }: ConfigurationLine, email: EmailObject | undefined) => {
  if (email) return [`connection:${email.connection}`, ...neededBy(email)];
  const [kind, name] = splitObject(object);
  const connection = kind === "handover" ? wanted.handovers[name]?.connection : undefined;
  return connection === undefined ? [] : [`connection:${connection}`];
};

const sentencesOf = ({ message, options }: AppError) =>
  [options.detail ?? message, ...Object.values(options.fields ?? {})].join(" ");

async function bringConnection(
  ctx: Ctx,
  name: string,
  connection: ConnectionConfiguration,
  secrets: Record<string, string>,
): Promise<string> {
  const { kind, settings } = connection;
  const input = connectionInputSchema.parse({
    kind,
    name,
    settings,
    secrets: Object.fromEntries(
      secretFieldsOf(kind).map((field) => [field, secrets[secretName(name, connection, field)]]),
    ),
  });
  const existing = await db().connection.findUnique({ where: { name } });
  const { id } = existing
    ? await updateConnection(ctx, existing.id, existing.version, input)
    : await createConnection(ctx, input);
  return `/connections/${id}`;
}

async function bringEmail(
  ctx: Ctx,
  one: EmailObject,
  line: ConfigurationLine,
  wanted: Configuration,
  secrets: Record<string, string>,
): Promise<string> {
  const where = { name: one.connection };
  const { id: connectionId } = await db().connection.findUniqueOrThrow({ where, select: { id: true } });
  const sameTenant = isSameTenant(await readConfiguration(ctx, { include: "connection:*" }), wanted, one);
  return applyEmail(ctx, { one, line, connectionId, sameTenant, secrets });
}
