import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { clientForEngage } from "#lib/connections/engage-client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { digest } from "#lib/setup/canonical.ts";
import { compareEmail } from "./email/compare-email.ts";
import { emailObjects, titleOf } from "./email/mapping.ts";
import { lookUpNames } from "./email/resolve-names.ts";
import type { EmailObject } from "./email/schema.ts";
import { ENGAGE_FIELDS } from "./engage/mapping.ts";
import { resolveEngage } from "./engage/resolve-engage.ts";
import { parseConfiguration } from "./mapping.ts";
import { readConfiguration } from "./reads.ts";
import { resolveSkill } from "./resolve-skill.ts";
import type { Configuration, ConfigurationLine, ConfigurationPlan } from "./schema.ts";
import { blocked, compareConfigurations, isSameTenant, splitObject } from "./state.ts";

/**
 * What a file would change here; changes nothing. Names of skills, campaigns and agents are looked up in tenants that are
 * connected already; one that leads nowhere blocks its line. Throws `bad_input` with the problems of the file by line.
 */
export async function planConfiguration(ctx: Ctx, file: string): Promise<ConfigurationPlan> {
  requireRole(ctx, "admin");
  const wanted = parseConfiguration(file);
  const current = await readConfiguration(ctx);
  const [compared, email] = [compareConfigurations(current, wanted), compareEmail(current, wanted)];
  const secrets = [...compared.secrets, ...email.secrets];
  const emails = new Map(emailObjects(wanted.email).map((one) => [one.object, one]));
  const lines: ConfigurationLine[] = [];
  for (const line of [...compared.lines, ...email.lines])
    lines.push((await unresolved(ctx, line, { current, wanted }, emails.get(line.object))) ?? line);
  return {
    fingerprint: digest({ lines, file }),
    lines,
    changes: lines.filter(({ action }) => action === "create" || action === "change").length,
    applicable: !lines.some(({ action }) => action === "blocked"),
    secrets,
  };
}

async function unresolved(
  ctx: Ctx,
  line: ConfigurationLine,
  { current, wanted }: { current: Configuration; wanted: Configuration },
  email: EmailObject | undefined,
): Promise<ConfigurationLine | null> {
  if (line.action !== "create" && line.action !== "change") return null;
  const [kind, name] = splitObject(line.object);
  const handover = kind === "handover" ? wanted.handovers[name] : undefined;
  const connectionName = email?.connection ?? handover?.connection ?? "";
  const connection = await db().connection.findUnique({ where: { name: connectionName } });
  if (!connection) return null;
  try {
    if (email) await lookUpNames(ctx, connection.id, email);
    if (handover?.skill && changes(line, "skill", "agents", "connection"))
      await resolveSkill(await clientFor(connection.id, { requestId: ctx.requestId }), handover.skill);
    if (handover?.engage && changes(line, ...ENGAGE_FIELDS, "connection")) {
      const engage = await clientForEngage(connection.id, { requestId: ctx.requestId });
      await resolveEngage(engage, handover.engage, isSameTenant(current, wanted, handover));
    }
    return null;
  } catch (error) {
    const reason = explainVendorError(error);
    if (!(reason instanceof AppError)) throw reason;
    return blocked(line.object, reason.message, email && titleOf(email));
  }
}

/** True when the line would make the object or change one of the fields. */
export const changes = (line: ConfigurationLine, ...fields: readonly string[]): boolean =>
  line.action === "create" ||
  line.changes.some(({ field }) => fields.some((one) => field === one || field.startsWith(`${one}.`)));
