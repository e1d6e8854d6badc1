import * as z from "zod";
import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { moveBot, takeBotBack } from "#lib/handover/move/move-bot.ts";
import { getMove } from "#lib/handover/move/reads.ts";
import { moveBotInput } from "#lib/handover/move/schema.ts";
import { getHandover } from "#lib/handover/reads.ts";

const params = z.object({ id: z.string() });

export const GET = defineRoute({
  summary: "Where the bot of a handover could move to",
  params,
  audit: noAudit("reads only"),
  handler: ({ ctx, params }) => getMove(ctx, params.id),
});

export const POST = defineRoute({
  summary:
    "Moves the bot with its secrets to another handover, of either contact centre; new visitors go there once it is live",
  params,
  body: moveBotInput,
  audit: writes("handover.bot_moved", "handover.bot_received"),
  handler: async ({ ctx, params, body }) => {
    await moveBot(ctx, params.id, body);
    return getHandover(ctx, body.toId);
  },
});

export const DELETE = defineRoute({
  summary: "Lets new visitors stay with this handover again",
  params,
  audit: writes("handover.bot_taken_back"),
  handler: async ({ ctx, params }) => {
    await takeBotBack(ctx, params.id);
    return getHandover(ctx, params.id);
  },
});
