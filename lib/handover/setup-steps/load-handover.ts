import "server-only";
import { db } from "#lib/db/client.ts";
import type { Connection, HandoverProvider } from "#lib/db/generated/client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { BOT_SECRETS, parseStoredBot } from "#lib/handover/bot/schema.ts";
import { parseRelaySettings } from "#lib/handover/relay/settings.ts";
import type { HandoverState } from "#lib/handover/schema.ts";
import { providerIdOf } from "#lib/handover/subject.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import type { HandoverBase } from "./context.ts";

type Loaded<Field extends string> = {
  row: HandoverProvider & { connection: Connection | null };
  common: HandoverBase;
  secrets: Record<Field, SecretView>;
};

/** A handover with its connection, and what may be shown of its secrets. Throws `not_found`. */
export async function loadHandover<Field extends string>(
  base: SetupBase,
  fields: readonly Field[],
): Promise<Loaded<Field>> {
  const id = providerIdOf(base.subject);
  const row = await db().handoverProvider.findUnique({ where: { id }, include: { connection: true } });
  if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
  const secrets = await viewSecrets(db(), base.subject, [...fields, ...BOT_SECRETS]);
  const { connection } = row;
  const common: HandoverBase = {
    ...base,
    publicUrl: env().publicUrl,
    provider: {
      id,
      name: row.name,
      state: row.state as HandoverState,
      bot: parseStoredBot(row.bot),
      settings: parseRelaySettings(row.settings),
      liveSince: row.liveSince,
      version: row.version,
    },
    connection: connection && {
      id: connection.id,
      name: connection.name,
      environment: connection.environment,
      lastOkAt: connection.lastOkAt,
      failing: connection.lastError !== null,
    },
    botSecrets: secrets,
  };
  return { row, common, secrets };
}

/** What a step says that needs a connection when none is chosen. */
export const noConnection = () =>
  new AppError("conflict", {
    title: "No connection is chosen",
    fix: "Choose a connection at step Connection.",
  });
