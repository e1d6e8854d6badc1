import "server-only";
import { clientFor } from "#lib/connections/client-for.ts";
import { parseConnection, requireCxone } from "#lib/connections/stored-connection.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { getScript } from "#lib/cxone/scripts.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { handoverLife } from "#lib/handover/life.ts";
import { skillInput } from "#lib/handover/schema.ts";
import { botStep } from "#lib/handover/setup-steps/bot-step.ts";
import { loadHandover, noConnection } from "#lib/handover/setup-steps/load-handover.ts";
import { reviewStepOf } from "#lib/handover/setup-steps/review-step.ts";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import { once } from "#lib/setup/once.ts";
import type { PlanLine } from "#lib/setup/plan.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import { scriptPath } from "../studio-script.ts";
import { byocStep } from "./byoc-step.ts";
import { channelStep } from "./channel-step.ts";
import { connectionStep } from "./connection-step.ts";
import { type HandoverContext, SYSTEM } from "./context.ts";
import { defaultSkillStep } from "./default-skill-step.ts";
import { nameStep } from "./name-step.ts";
import { rolesStep } from "./roles-step.ts";
import { scriptStep } from "./script-step.ts";
import { settingsStep } from "./settings-step.ts";
import { skillStep } from "./skill-step.ts";
import { testStep } from "./test-step.ts";

/**
 * The way to a handover from a bot to agents in CXone over Bring Your Own Channel. What needs the channel stands
 * behind the review: a person can only give it a default skill and a role once it exists.
 */
export const cxoneHandover: SetupDefinition<HandoverContext> = {
  steps: [
    nameStep,
    botStep,
    connectionStep,
    byocStep,
    channelStep,
    skillStep,
    scriptStep,
    settingsStep,
    reviewStepOf(SYSTEM, [byocStep, channelStep, skillStep, scriptStep]),
    defaultSkillStep,
    rolesStep,
    testStep,
  ],
  load: async (_ctx, base) => loadContext(base),
  title: ({ provider }) => provider.name,
  state: ({ provider }) => provider.state,
  ...handoverLife,
  explain: (error) => {
    const said = explainCxoneError(error);
    if (!said) return null;
    const code = said.code === "timeout" ? "upstream_timeout" : "upstream_failed";
    return new AppError(code, { title: said.title, detail: said.detail, fix: said.fix, cause: error });
  },
};

/** CXone deletes no skill, so what a teardown switched off is still there. */
async function skillsSwitchedOff(subject: string): Promise<Set<string>> {
  const steps = await db().setupRunStep.findMany({
    where: { run: { subject }, stepId: "skill", state: "done" },
    select: { change: true },
  });
  const lines = steps.map(({ change }) => change as unknown as PlanLine);
  return new Set(
    lines.flatMap(({ action, remoteId }) => (action === "delete" && remoteId ? [remoteId] : [])),
  );
}

async function loadContext(base: SetupBase): Promise<HandoverContext> {
  const { row, common, secrets } = await loadHandover(base, ["byocClientSecret"]);
  const { id } = row;
  const secret = await db().secret.findUnique({
    where: { subject_field: { subject: base.subject, field: "byocClientSecret" } },
    select: { fingerprint: true },
  });
  const connection = row.connection && requireCxone(parseConnection(row.connection));
  // One client per look at a subject: its calls share a token and a request id.
  const clients = new Map<string, Promise<CxoneClient>>();
  const cxoneOf = (connectionId: string) => {
    const known = clients.get(connectionId);
    if (known) return known;
    const client = clientFor(connectionId, { requestId: base.requestId });
    clients.set(connectionId, client);
    return client;
  };
  const cxone = async () => {
    if (connection) return cxoneOf(connection.id);
    throw noConnection();
  };
  const byoc = base.records.byoc?.input as { integrationId?: string } | null | undefined;
  return {
    ...common,
    provider: { ...common.provider, byocClientId: row.byocClientId },
    connection: common.connection &&
      connection && {
        ...common.connection,
        issuer: connection.settings.issuer,
        tenant: connection.tenant,
      },
    byocSecret: secrets.byocClientSecret,
    byocSecretFingerprint: secret?.fingerprint ?? null,
    integrationId: byoc?.integrationId ?? null,
    skill: skillInput.safeParse(base.records.skill?.input).data ?? null,
    switchedOff: await skillsSwitchedOff(base.subject),
    cxoneOf,
    cxone,
    channels: once(async () => listChannels(await cxone())),
    script: once(async () => getScript(await cxone(), scriptPath(id))),
  };
}
