import * as z from "zod";
import type { HandoverKind, HandoverState } from "../schema.ts";

/** Where a bot moves to; `version` is that of the handover it leaves, as the page showed it. */
export const moveBotInput = z.strictObject({
  toId: z.string({ error: "Choose a handover." }).min(1, { error: "Choose a handover." }),
  version: z.int().min(1).max(1_000_000),
});
export type MoveBotInput = z.output<typeof moveBotInput>;

/** A handover that a bot could move to. */
export type MoveTarget = {
  id: string;
  name: string;
  kind: HandoverKind;
  state: HandoverState;
  /** The bot it has now, which the moved one takes the place of. */
  botName: string;
  /** Why it cannot be chosen. */
  refusal: string | null;
};

/** What a bot takes along, and where it may go. */
export type MoveView = {
  handover: { id: string; name: string; kind: HandoverKind; version: number };
  botName: string;
  /** Conversations that are with agents or wait for one, and stay where they are. */
  openConversations: number;
  targets: MoveTarget[];
};
