import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { db } from "#lib/db/client.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { definitionOf } from "#lib/handover/definition-of.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { applyEngage } from "./engage/apply-engage.ts";
import { changes } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";
import { resolveSkill } from "./resolve-skill.ts";
import type { Configuration, ConfigurationLine, HandoverConfiguration } from "./schema.ts";
import { isSameTenant, realtimeTokenName, tokenName } from "./state.ts";

type HandoverImport = {
  name: string;
  wanted: HandoverConfiguration;
  line: ConfigurationLine;
  file: Configuration;
  secrets: Record<string, string>;
};

/**
 * Makes a handover or changes it as its line says, step by step as its set-up would. What the vendor has to be told goes
 * through the plan of the handover itself. Returns its id.
 */
export async function applyHandover(
  ctx: Ctx,
  { name, wanted, line, file, secrets }: HandoverImport,
): Promise<string> {
  const existing = await db().handoverProvider.findUnique({ where: { name }, select: { id: true } });
  const { kind = "cxone" } = wanted;
  const id = existing?.id ?? (await createHandover(ctx, { name, kind, platformIntegrated: false })).id;
  const save = (stepId: string, input: unknown) => saveStep(ctx, id, stepId, input);

  if (changes(line, "bot")) await save("bot", botInputOf(name, wanted.bot, secrets));
  const connection = wanted.connection
    ? await db().connection.findUnique({ where: { name: wanted.connection }, select: { id: true } })
    : null;
  if (connection && changes(line, "connection")) await save("connection", { connectionId: connection.id });
  const here = await readConfiguration(ctx);
  const was = here.handovers[name];
  const sameTenant = isSameTenant(here, file, wanted);
  if (changes(line, "settings", "appleBusinessChat")) await save("settings", settingsOf(wanted, was));
  if (connection && wanted.skill && changes(line, "skill", "agents")) {
    const cxone = await clientFor(connection.id, { requestId: ctx.requestId });
    await save("skill", await resolveSkill(cxone, wanted.skill));
  }
  if (wanted.integrationId && sameTenant && changes(line, "integrationId"))
    await save("byoc", { integrationId: wanted.integrationId });
  if (connection && wanted.engage) {
    const realtimeToken = secrets[realtimeTokenName(name, wanted.engage)];
    const engage = { wanted, was, line, connectionId: connection.id, sameAccount: sameTenant, realtimeToken };
    await applyEngage(ctx, engage, save);
  }
  return id;
}

/** One setting of Engage stands with its step, and would be reset by what leaves it out. */
const settingsOf = ({ settings, engage }: HandoverConfiguration, was: HandoverConfiguration | undefined) => {
  const appleBusinessChat = engage?.appleBusinessChat ?? was?.engage?.appleBusinessChat;
  return appleBusinessChat === undefined ? settings : { ...settings, appleBusinessChat };
};

/** As the step takes it: the address of a Cognigy bot comes whole, or not at all when it stays. */
function botInputOf(
  name: string,
  bot: HandoverConfiguration["bot"],
  secrets: Record<string, string>,
): unknown {
  if (bot.adapter !== "cognigy") return bot;
  const { baseUrl, token: _reference, ...rest } = bot;
  const token = secrets[tokenName(name, bot)];
  return { ...rest, ...(token ? { endpointUrl: `${baseUrl}${token}` } : {}) };
}

async function saveStep(ctx: Ctx, id: string, stepId: string, input: unknown): Promise<void> {
  const subject = subjectOf(id);
  const row = await db().setupStep.findUnique({
    where: { subject_stepId: { subject, stepId } },
    select: { version: true },
  });
  const version = row?.version ?? 0;
  await saveStepInput(await definitionOf(id), ctx, { subject, stepId, input, version, inAnyOrder: true });
}
