import "server-only";
import { db } from "#lib/db/client.ts";
import type { Check } from "#lib/setup/step.ts";
import type { HandoverBase } from "./context.ts";

/** One conversation through the whole line, seen from its end. `lookThere`: what to do when the reply does not come. */
export const agentReplied = (lookThere: string): Check<HandoverBase> => ({
  id: "test.agent-reply",
  title: "An agent's reply has reached a visitor",
  doesNotProve: "That it works under load, for other agents, or with your own bot.",
  run: async ({ provider }) => {
    if (!provider.liveSince) {
      return { state: "not_applicable", message: "Apply the plan first." };
    }
    const reply = await db().message.findFirst({
      where: {
        author: "agent",
        createdAt: { gte: provider.liveSince },
        conversation: { providerId: provider.id },
      },
      orderBy: { id: "desc" },
    });
    if (reply) {
      const evidence = { conversationId: reply.conversationId, at: reply.createdAt.toISOString() };
      return { state: "passed", message: `${reply.authorName ?? "An agent"} has replied.`, evidence };
    }
    const asked = await db().conversation.findFirst({
      where: { providerId: provider.id, state: { in: ["requested", "queued", "agent"] } },
      orderBy: { lastMessageAt: "desc" },
    });
    if (!asked) return { state: "not_applicable", message: "No visitor has asked for a person yet." };
    return {
      state: "failed",
      message: "A visitor has asked for a person, and no agent's reply has arrived.",
      evidence: { conversationId: asked.id },
      fix: { sentence: lookThere },
    };
  },
});
