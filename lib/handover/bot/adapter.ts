/** What a bot says to one message of a visitor. */
export type BotAnswer = {
  messages: string[];
  /** True when the conversation shall go to a human now. */
  handOver: boolean;
};

/** The bot side of a handover. */
export type Bot = {
  name: string;
  /** What a new visitor reads first. */
  greeting: string;
  /**
   * Answers one message. It may be called again for the same message after a crash, so it must not do anything that
   * may not be done twice; `messageId` is the same then.
   */
  answer(input: { conversationId: string; messageId: string; text: string }): Promise<BotAnswer>;
};
