import "server-only";
import { db } from "#lib/db/client.ts";
import { listContents } from "#lib/engage/contents.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import type { EngageContext } from "./context.ts";
import { observeIdentities } from "./identity-lines.ts";
import { AGENT_LINE, BOT_LINE } from "./write-target.ts";

export const CONTROLLED_PATH = [
  "Engage",
  "Admin",
  "Identities",
  "Only controllable identities",
  "the identity",
  "Edit",
];

/** E-61: both are known to Engage, and the chosen agents may write as the second one. */
async function exist(context: EngageContext): Promise<CheckOutcome> {
  if (!context.source) return { state: "not_applicable", message: "No source is chosen yet." };
  const observed = new Set((await observeIdentities(context)).map(({ lineId }) => lineId));
  const missing = [BOT_LINE, AGENT_LINE].filter((lineId) => !observed.has(lineId));
  if (missing.length > 0) {
    const message = `Engage does not know the identity of the ${missing[0] === BOT_LINE ? "bot" : "agents"} yet.`;
    const fix = { sentence: "Run the check again in a moment. If it stays, save step Source again." };
    return { state: "failed", message, fix };
  }
  const applied = context.managed.some(({ kind }) => kind === "identity assignment");
  if (!applied) return { state: "passed", message: "Both are there. The agents get theirs with the apply." };
  const without = context.agents.filter(({ userId }) => !observed.has(`${AGENT_LINE}/${userId}`));
  const names = without.map(({ name }) => name).join(", ");
  return without.length === 0
    ? { state: "passed", message: `Both are there; ${context.agents.length} may write as the agents' one.` }
    : {
        state: "failed",
        message: `Cannot write as the identity of the agents: ${names}.`,
        fix: { sentence: "Plan and apply." },
      };
}

/** What the bot wrote counts as a customer's message where its identity is not controlled: Engage files it as new. */
async function countsAsOurs(context: EngageContext): Promise<CheckOutcome> {
  const identityId = remoteIdOf(context, BOT_LINE);
  const conversation = await db().conversation.findFirst({
    where: { providerId: context.provider.id, contactId: { not: null } },
    orderBy: { lastMessageAt: "desc" },
  });
  if (!identityId || !conversation?.contactId) {
    return { state: "not_applicable", message: "It can be seen once a first conversation is in Engage." };
  }
  const contents = await listContents(await context.engage(), conversation.contactId);
  const ofBot = contents.filter(({ authorId }) => authorId === identityId);
  if (ofBot.length === 0) {
    return {
      state: "not_applicable",
      message: "The bot has written nothing in the latest conversation there.",
    };
  }
  const asCustomer = ofBot.filter(({ status }) => status === "new" || status === "assigned");
  const evidence = { threadId: conversation.contactId, statuses: ofBot.map(({ status }) => status) };
  return asCustomer.length === 0
    ? { state: "passed", message: "What the bot writes counts as ours.", evidence }
    : {
        state: "failed",
        message: "Engage takes what the bot writes for a customer's message: its identity is not controlled.",
        evidence,
        fix: {
          sentence: "Edit the identity of the bot, tick Controlled identity and save.",
          path: CONTROLLED_PATH,
        },
      };
}

export const identityChecks: readonly Check<EngageContext>[] = [
  {
    id: "identities.exist",
    title: "Bot and agents have an identity, and the agents may write as theirs",
    doesNotProve: "That both are ticked as controlled: no API tells.",
    run: exist,
  },
  {
    id: "identities.bot-side",
    title: "What the bot writes stands on our side in Engage",
    doesNotProve: "That the identity of the agents is controlled: the apply and their first reply show that.",
    run: countsAsOurs,
  },
];
