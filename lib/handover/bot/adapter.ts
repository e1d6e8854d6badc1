import type { ContactAttribute } from "../parse-custom-attributes.ts";

/** One thing a bot says. */
export type BotMessage = {
  text: string;
  /** Answers it offers to choose from. */
  choices?: readonly string[];
  /** What came beside the text, kept with the message as it came. */
  data?: unknown;
};

/** A bot asks for a human. */
export type HandoverRequest = { reason: string | null; attributes: readonly ContactAttribute[] };

/** What a bot says to one turn. */
export type BotAnswer = {
  messages: readonly BotMessage[];
  /** Set when the conversation shall go to a human now; nothing the bot says afterwards is shown. */
  handover: HandoverRequest | null;
  /** True when the bot ends the conversation. */
  end: boolean;
  /** For people who look into it: what of the answer could not be used. */
  notes: readonly string[];
};

/** Something a bot is told. */
export type BotTurn = {
  conversationId: string;
  /** A new one means that the bot starts over. */
  sessionId: string;
  visitorName: string | null;
  /** The same when the same turn is told again. */
  id: string;
  at: Date;
} & (
  | { type: "message"; text: string }
  | { type: "handover.resolved"; disposition: string | null }
  /** The visitor waits for an agent. Either number may be missing (E-81). */
  | { type: "handover.queue"; position: number | null; estimatedWaitMs: number | null }
);

/** The bot side of a handover. */
export type Bot = {
  name: string;
  /**
   * True when a turn may be told again under its id without harm. Otherwise one whose end is not known is given up:
   * it may have booked or cancelled something.
   */
  repeatable: boolean;
  /** True for a bot that answers at once in this process. */
  local: boolean;
  /** Answers one turn. Throws BotFailure. */
  answer(turn: BotTurn): Promise<BotAnswer>;
};

export const SILENCE: BotAnswer = { messages: [], handover: null, end: false, notes: [] };

/** The bot gave no answer that could be used; the message is for the people who run it, never for visitors. */
export class BotFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BotFailure";
  }
}
