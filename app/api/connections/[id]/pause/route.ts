import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { pauseConnection } from "#lib/connections/pause-connection.ts";

const params = z.object({ id: z.string() });

export const PUT = defineRoute({
  summary: "Turns the checks and alerts of a connection off, for planned work; conversations go on",
  params,
  audit: writes("connection.checks_paused"),
  handler: ({ ctx, params }) => pauseConnection(ctx, params.id, true),
});

export const DELETE = defineRoute({
  summary: "Turns the checks and alerts of a connection on again",
  params,
  audit: writes("connection.checks_resumed"),
  handler: ({ ctx, params }) => pauseConnection(ctx, params.id, false),
});
