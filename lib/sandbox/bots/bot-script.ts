/** What the simulated bots answer, whatever protocol carries it. */

export type BotTurn = {
  texts: string[];
  /** Suggested answers that belong to the last text. */
  quickReplies: string[];
  handover: { attributes: unknown } | null;
};

export type AttributeShape = "object" | "string" | "array";

const attributes = { topic: "billing", customerTier: "gold", orderNumber: "A-1042" };

/** Custom attributes of a handover in the three shapes of H-41. */
export function shapedAttributes(shape: AttributeShape): unknown {
  if (shape === "string") return JSON.stringify(attributes);
  if (shape === "array") return Object.entries(attributes).map(([key, value]) => ({ key, value }));
  return attributes;
}

/**
 * One turn: `human` or `agent` asks for a person, followed by a word that chooses the shape of the attributes
 * (`human string`); `buttons` offers answers; `silent` says nothing; everything else is repeated.
 */
export function botTurn(text: string, shape: AttributeShape): BotTurn {
  const words = text.trim().toLowerCase();
  const plain = (...texts: string[]): BotTurn => ({ texts, quickReplies: [], handover: null });
  if (words === "") return plain("Hello, this is the Acme assistant.", "What can I do for you?");
  if (words === "silent") return plain();
  if (words === "buttons")
    return { ...plain("Which one is it?"), quickReplies: ["Order", "Invoice", "Something else"] };
  if (/\b(human|agent)\b/.test(words)) {
    const wanted = /\b(object|string|array)\b/.exec(words)?.[1] as AttributeShape | undefined;
    return {
      ...plain("I am getting a person for you.", "One moment, please."),
      handover: { attributes: shapedAttributes(wanted ?? shape) },
    };
  }
  return plain(`You said: ${text.trim()}`, 'Write "human" to talk to a person.');
}
