import "server-only";
import { db } from "#lib/db/client.ts";
import { findThreadByForeignId } from "#lib/engage/content-threads.ts";
import { listInterventions } from "#lib/engage/interventions.ts";
import { agentReplied } from "#lib/handover/setup-steps/agent-replied.ts";
import { webchatPath } from "#lib/handover/webchat-path.ts";
import type { CheckOutcome, Guide, Step } from "#lib/setup/step.ts";
import { categoryIds } from "./category-lines.ts";
import { adminPage, type EngageContext, SYSTEM } from "./context.ts";

const NOBODY: CheckOutcome = { state: "not_applicable", message: "No visitor has asked for a person yet." };

/** The latest conversation that was handed over since the handover went live. */
async function latest({ provider }: EngageContext) {
  if (!provider.liveSince) return null;
  return db().conversation.findFirst({
    where: { providerId: provider.id, contactId: { not: null }, lastMessageAt: { gte: provider.liveSince } },
    orderBy: { lastMessageAt: "desc" },
  });
}

/** E-72: the test message has appeared in Engage, read there through the API. */
async function arrived(context: EngageContext): Promise<CheckOutcome> {
  const conversation = await latest(context);
  if (!conversation) return NOBODY;
  const sourceId = context.source?.sourceId;
  const engage = await context.engage();
  const thread = await findThreadByForeignId(engage, conversation.id, sourceId ? { sourceId } : {});
  if (!thread) {
    return {
      state: "failed",
      message: "Engage shows no conversation of this name.",
      evidence: { conversationId: conversation.id },
      fix: { sentence: "Run the check again in a moment. If it stays, look at the checks of step Source." },
    };
  }
  const { agent } = categoryIds(context);
  const evidence = { threadId: thread.id, categories: [...thread.threadCategoryIds] };
  const withAgents = agent !== null && thread.threadCategoryIds.includes(agent);
  return {
    state: "passed",
    message: withAgents ? "It is there, in the category Agent." : "It is there, in the category of the bot.",
    evidence,
  };
}

/** The other end of it: the agent has closed, and Patchbay was told. */
async function closed(context: EngageContext): Promise<CheckOutcome> {
  const conversation = await latest(context);
  if (!conversation?.contactId) return NOBODY;
  const told = await db().relayEvent.findFirst({
    where: { providerId: context.provider.id, conversationKey: conversation.id, endpoint: "engage-webhook" },
    orderBy: { id: "desc" },
  });
  if (told) {
    return {
      state: "passed",
      message: "The agent has closed it, and the webhook has said so.",
      evidence: { at: told.receivedAt.toISOString() },
    };
  }
  const interventions = await listInterventions(await context.engage(), { threadId: conversation.contactId });
  return interventions.some((one) => one.closed)
    ? {
        state: "failed",
        message: "The agent has closed it in Engage, and no webhook has told Patchbay.",
        fix: { sentence: "Look at the checks of step Webhook, and at the filter." },
      }
    : { state: "not_applicable", message: "The agent has not closed it yet." };
}

export const testStep: Step<EngageContext> = {
  id: "test",
  title: "Test",
  why: "One conversation through the whole line, there and back, is worth more than all checks.",
  who: "You, and one of the agents",
  minutes: 3,
  docs: {
    path: ["Engage", "Desk"],
    link: null,
    doesNotProve: "That it works under load, for other agents, or with your own bot.",
  },
  notes: [
    {
      tone: "info",
      text: "With a flow of your own: give it a Handover to Agent node and link the endpoint to it; the test message has to appear in Engage.",
      source: "E-72",
    },
  ],
  mode: () => "guided",
  input: null,
  todo: ({ checks }) =>
    checks["test.agent-reply"]?.state === "passed"
      ? null
      : "Open the webchat, ask for a person, answer as the agent, then run the check.",
  checks: [
    {
      id: "test.arrived",
      title: "The conversation has appeared in Engage",
      doesNotProve: "That an agent sees it: that takes permissions, categories and a folder or a task.",
      run: arrived,
    },
    agentReplied(
      "Open the conversation at the agent desk and reply. If it is not there, look at the folder and the permissions; if the reply field is missing, at the controlled identities.",
    ),
    {
      id: "test.closed",
      title: "The end of the conversation has reached Patchbay",
      doesNotProve: "That agents close at the right moment: completing a task ends the handover.",
      run: closed,
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: ["Engage", "Desk"],
    link: adminPage(context, "")?.replace(/admin\/?$/, "desk") ?? null,
    values: [
      {
        label: "Webchat",
        value: `${context.publicUrl}${webchatPath(context.provider.id)}`,
        secret: false,
        copy: true,
      },
    ],
  }),
};
