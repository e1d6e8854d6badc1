/** Where a conversation stands. `closed` is final; `bot` is where it begins and where it returns to. */
export const CONVERSATION_STATES = ["bot", "requested", "queued", "agent", "closed"] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

export const MAX_MESSAGE_LENGTH = 4_000;

/** The state in words, and how it is drawn. A parked conversation needs somebody whatever else it is. */
export function stateInWords(
  state: ConversationState,
  parked: boolean,
): { kind: "good" | "bad" | "waiting" | "idle"; word: string } {
  if (parked) return { kind: "bad", word: "Parked" };
  switch (state) {
    case "bot":
      return { kind: "idle", word: "With the bot" };
    case "requested":
      return { kind: "waiting", word: "Asking for a human" };
    case "queued":
      return { kind: "waiting", word: "Waiting for an agent" };
    case "agent":
      return { kind: "good", word: "With an agent" };
    case "closed":
      return { kind: "idle", word: "Ended" };
  }
}

const EVENTS: Record<string, string> = {
  "visitor.message": "Message of the visitor",
  "handover.start": "Handover",
  "agent.message": "Message of an agent",
  "message.remove": "Message taken back",
  "queue.update": "Place in the queue",
  "case.released": "Release of the contact",
  "visitor.cancel": "Visitor cancelled",
  "visitor.leave": "Visitor went back to the bot",
  "visitor.end": "Visitor ended the chat",
  "handover.timeout": "Time-out for inactivity",
  "bot.event": "Bot told of the handover",
  "transcript.record": "Recording before the agents",
};

/** What the relay had to do, in words. */
export const eventInWords = (kind: string): string => EVENTS[kind] ?? kind;

/** An estimated wait for people: nobody plans by the second. */
export function waitInWords(waitMs: number): string {
  const minutes = Math.round(waitMs / 60_000);
  if (minutes < 1) return "Less than a minute";
  if (minutes < 90) return `About ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  return `About ${Math.round(minutes / 60)} hours`;
}
