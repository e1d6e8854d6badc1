import "server-only";
import {
  getSourcesPermissions,
  grantOnSource,
  setSourcesPermissions,
} from "#lib/engage/source-permissions.ts";
import { AppError } from "#lib/errors.ts";
import type { Applied, Change, DesiredObject, ObservedObject, Step } from "#lib/setup/step.ts";
import { agentChecks } from "./agent-checks.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { type AgentsInput, agentsInput } from "./schema.ts";

const WANTED = ["read", "reply"] as const;

const lineOf = (sourceId: string, userId: string) => `agents/${sourceId}/${userId}`;

/** One line for each agent, so that each has a result of its own (E-40). */
function desired({ source, agents, connection }: EngageContext): DesiredObject[] {
  if (!source) return [];
  return agents.map(
    ({ userId, name }): DesiredObject => ({
      lineId: lineOf(source.sourceId, userId),
      system: SYSTEM,
      kind: "source permission",
      name: `${name}: ${source.sourceName}`,
      naturalKey: `${source.sourceId}:${userId}`,
      fields: { read: true, reply: true },
      dependsOn: ["source"],
      alone: true,
      foreign: "adopt",
      titles: {
        create: `Give ${name} read and reply on ${source.sourceName}`,
        adopt: `${name} may act on ${source.sourceName} already`,
        change: `Complete read and reply of ${name} on ${source.sourceName}`,
        keep: `${name} has read and reply on ${source.sourceName}`,
      },
      ...(connection ? {} : { blocked: "No connection is chosen: finish step Connection." }),
    }),
  );
}

async function observe(context: EngageContext): Promise<ObservedObject[]> {
  const { source, agents, connection } = context;
  if (!source || !connection || agents.length === 0) return [];
  const engage = (await context.engage()).inBulk();
  const users = new Map((await context.account.users()).map((user) => [user.id, user]));
  const seen = await Promise.all(
    agents.map(async ({ userId, name }): Promise<ObservedObject[]> => {
      const line = { lineId: lineOf(source.sourceId, userId), remoteId: `${source.sourceId}:${userId}` };
      const user = users.get(userId);
      if (!user?.enabled) {
        const refusal = `${name} is ${user ? "disabled" : "not there any more"} in Engage. Leave this agent out at step Agents.`;
        return [{ ...line, fields: {}, ours: false, refusal }];
      }
      const own = (await getSourcesPermissions(engage, userId))?.[source.sourceId] ?? [];
      const fields = Object.fromEntries(WANTED.map((word) => [word, own.includes(word)]));
      // Without either there is nothing of ours to adopt: it is given, and can be taken back.
      return Object.values(fields).some(Boolean) ? [{ ...line, fields, ours: false }] : [];
    }),
  );
  return seen.flat();
}

async function apply(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") {
    const { remoteId } = change.managed;
    const [sourceId = "", userId = ""] = remoteId.split(":");
    const all = await getSourcesPermissions(engage, userId);
    const left = all?.[sourceId]?.filter((word) => !WANTED.some((ours) => ours === word));
    if (all && left) await setSourcesPermissions(engage, userId, { ...all, [sourceId]: left });
    return { remoteId };
  }
  const [sourceId = "", userId = ""] = change.desired.naturalKey.split(":");
  if (!(await grantOnSource(engage, userId, sourceId, WANTED))) {
    throw new AppError("not_found", {
      title: "The agent is not in Engage any more",
      fix: "Leave this agent out at step Agents, then plan again.",
    });
  }
  return { remoteId: change.desired.naturalKey };
}

/** Whom the list no longer has, or has as disabled. */
async function verify(context: EngageContext, { agents }: AgentsInput): Promise<void> {
  const users = new Map((await context.account.users()).map((user) => [user.id, user]));
  const gone = agents.find(({ userId }) => !users.get(userId)?.enabled);
  if (!gone) return;
  const why = users.has(gone.userId) ? "is disabled in Engage" : "is not in Engage any more";
  throw new AppError("bad_input", { fields: { agents: `${gone.name} ${why}. Leave this agent out.` } });
}

export const agentsStep: Step<EngageContext> = {
  id: "agents",
  title: "Agents",
  why: "A new source lets nobody read or reply. Choose who answers; Patchbay gives each of them both when you apply the plan.",
  who: "Patchbay; you choose",
  minutes: 2,
  docs: {
    path: ["Engage", "Admin", "Agents", "the key beside the agent"],
    link: "https://support.ringcentral.com/engage-digital/admin/update-agent-permissions.html",
    doesNotProve: "That one of them is signed in and free when a visitor asks.",
  },
  notes: [
    {
      tone: "info",
      text: "In task mode a conversation is offered to agents who have the category Agent among theirs, and to nobody who has Bot.",
      source: "facts/engage.md §5",
    },
  ],
  mode: () => "automatic",
  input: agentsInput,
  value: ({ agents }) => ({ agents }),
  verify: (_ctx, context, input) => verify(context, input as AgentsInput),
  todo: ({ agents }) => (agents.length > 0 ? null : "Choose at least one agent."),
  desired,
  observe,
  apply,
  removal: ({ name }) => `Take read and reply back from ${name.replace(": ", " on ")}`,
  accepts: ({ field }) => field === "",
  accept: ({ agents, source }, { lineId, field }) => {
    const left = agents.filter(({ userId }) => lineOf(source?.sourceId ?? "", userId) !== lineId);
    return field === "" && left.length > 0 ? { stepId: "agents", input: { agents: left } } : null;
  },
  checks: agentChecks,
};
