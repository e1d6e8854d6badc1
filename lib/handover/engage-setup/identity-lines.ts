import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { EngageError } from "#lib/engage/errors.ts";
import { findIdentity, type Identity } from "#lib/engage/identities.ts";
import { sendToRealtime } from "#lib/engage/realtime.ts";
import { createUser, type RealtimeUser } from "#lib/engage/realtime-messages.ts";
import { addIdentities, getUser, setIdentities } from "#lib/engage/users.ts";
import { AppError } from "#lib/errors.ts";
import { personaOf } from "#lib/handover/bot/persona.ts";
import { agentAuthorId, agentPersona, botPersona } from "#lib/handover/engage/personas.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { Applied, Change, DesiredObject, ObservedObject } from "#lib/setup/step.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { type EngageContext, SYSTEM } from "./context.ts";
import { AGENT_LINE, BOT_LINE } from "./write-target.ts";

/** Import follows the "ok" of the realtime endpoint a moment later (facts/engage.md §2.3). */
const IMPORT_WAIT_MS = 12_000;
const LOOK_EVERY_MS = 400;

const assignmentLine = (userId: string) => `${AGENT_LINE}/${userId}`;

/** The two authors that Engage may write as. */
function personasOf({ provider }: EngageContext): { lineId: string; what: string; user: RealtimeUser }[] {
  const bot = personaOf(provider.bot);
  return [
    { lineId: BOT_LINE, what: "bot", user: botPersona(provider.id, bot.name) },
    { lineId: AGENT_LINE, what: "agents", user: agentPersona(provider.id) },
  ];
}

/** Both personas, and the agents who may write as the second one (E-61). */
export function desiredIdentities(context: EngageContext): DesiredObject[] {
  const { source, agents, connection } = context;
  if (!source) return [];
  const blocked = connection ? {} : { blocked: "No connection is chosen: finish step Connection." };
  const personas = personasOf(context).map(
    ({ lineId, what, user }): DesiredObject => ({
      lineId,
      system: SYSTEM,
      kind: "identity",
      name: user.screenname,
      naturalKey: user.id,
      fields: { name: user.screenname, id: user.id },
      // Each message renews the name, so a later one is no drift.
      onlyAtCreation: ["name"],
      dependsOn: ["source"],
      foreign: "adopt",
      titles: {
        create: `Introduce the identity of the ${what}: ${user.screenname}`,
        adopt: `Use the identity of the ${what}: ${user.screenname}`,
        keep: `Keep the identity of the ${what}: ${user.screenname}`,
      },
      ...blocked,
    }),
  );
  const assignments = agents.map(
    ({ userId, name }): DesiredObject => ({
      lineId: assignmentLine(userId),
      system: SYSTEM,
      kind: "identity assignment",
      name: `${name}: Agent`,
      naturalKey: userId,
      fields: { assigned: true },
      dependsOn: [AGENT_LINE],
      alone: true,
      foreign: "adopt",
      titles: {
        create: `Let ${name} write as the identity of the agents`,
        adopt: `${name} may write as the identity of the agents already`,
        keep: `${name} may write as the identity of the agents`,
      },
      ...blocked,
    }),
  );
  return [...personas, ...assignments];
}

const lookUp = async (context: EngageContext, foreignId: string): Promise<Identity | null> => {
  const { source } = context;
  return source ? findIdentity(await context.engage(), foreignId, { sourceId: source.sourceId }) : null;
};

/** By the id of the author, which we chose: nobody else makes one of that name. */
export async function observeIdentities(context: EngageContext): Promise<ObservedObject[]> {
  if (!context.source || !context.connection) return [];
  const observed: ObservedObject[] = [];
  for (const { lineId, user } of personasOf(context)) {
    const found = await lookUp(context, user.id);
    if (!found) continue;
    observed.push({
      lineId,
      remoteId: found.id,
      fields: { name: found.name, id: found.foreignId },
      ours: true,
    });
    if (lineId !== AGENT_LINE) continue;
    const users = new Map((await context.account.users()).map((one) => [one.id, one]));
    for (const { userId } of context.agents) {
      if (!users.get(userId)?.identityIds.includes(found.id)) continue;
      const fields = { assigned: true };
      observed.push({
        lineId: assignmentLine(userId),
        remoteId: `${found.id}:${userId}`,
        fields,
        ours: false,
      });
    }
  }
  return observed;
}

export async function applyIdentity(change: Change, context: EngageContext): Promise<Applied> {
  const { kind } = change.action === "delete" ? change.managed : change.desired;
  if (kind === "identity assignment") return applyAssignment(change, context);
  if (change.action === "delete") {
    return { remoteId: change.managed.remoteId, note: "It stays in Engage, which deletes no identity." };
  }
  return introduce(context, change.desired);
}

/** Sends the persona and waits until Engage shows it: only then can it be assigned, and ticked by a person. */
async function introduce(context: EngageContext, { lineId, naturalKey }: DesiredObject): Promise<Applied> {
  const { source, connection, requestId } = context;
  const realtimeToken = await readSecret(db(), context.subject, "realtimeToken");
  const persona = personasOf(context).find((one) => one.lineId === lineId);
  if (!source || !realtimeToken || !persona) throw new Error("An identity line without a source");
  await sendToRealtime({
    realtimeUrl: source.realtimeUrl,
    realtimeToken,
    ...createUser(persona.user, new Date()),
    send: egress().send,
    requestId,
    ...(connection ? { connectionId: connection.id } : {}),
  });
  const endsAt = performance.now() + IMPORT_WAIT_MS;
  for (;;) {
    const found = await lookUp(context, naturalKey);
    if (found) return { remoteId: found.id };
    if (performance.now() > endsAt) break;
    await sleep(LOOK_EVERY_MS);
  }
  throw new AppError("upstream_timeout", {
    title: "Engage has not imported the identity yet",
    detail: `It said ok to ${naturalKey} and does not show it.`,
    fix: "Retry the run in a minute.",
  });
}

/** Adds the identity to those the agent has, or takes it out of them (facts/engage.md §5). */
async function applyAssignment(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") {
    const { remoteId } = change.managed;
    const [identityId = "", userId = ""] = remoteId.split(":");
    const user = await getUser(engage, userId);
    if (user?.identityIds.includes(identityId)) {
      await setIdentities(
        engage,
        userId,
        user.identityIds.filter((id) => id !== identityId),
      );
    }
    return { remoteId };
  }
  const userId = change.desired.naturalKey;
  const identityId = remoteIdOf(context, AGENT_LINE);
  if (!identityId) throw new Error("An assignment stands behind its identity");
  const given = await addIdentities(engage, userId, [identityId]).catch((error: unknown) => {
    throw isNotControlled(error) ? notControlled(context, error) : error;
  });
  if (!given) {
    throw new AppError("not_found", {
      title: "The agent is not in Engage any more",
      fix: "Leave this agent out at step Agents, then plan again.",
    });
  }
  return { remoteId: `${identityId}:${userId}` };
}

/** Engage gives agents no identity that nobody has ticked, and says so in words alone. */
const isNotControlled = (error: unknown): boolean =>
  error instanceof EngageError && error.code === "rejected" && /controlled/i.test(error.message);

const notControlled = ({ provider }: EngageContext, cause: unknown) =>
  new AppError("upstream_failed", {
    title: "The identity of the agents is not controlled yet",
    detail: `Engage lets nobody write as ${agentAuthorId(provider.id)} before it is ticked.`,
    fix: "In Engage open Identities, edit it, tick Controlled identity and save. Then retry the run.",
    cause,
  });
