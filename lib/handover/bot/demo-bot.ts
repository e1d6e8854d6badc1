import { type Bot, type BotAnswer, SILENCE } from "./adapter.ts";

export const DEMO_NAME = "Demo bot";
export const DEMO_GREETING =
  "Hello, I am the demo bot. Ask me about opening hours, delivery or returns. Write “human” whenever you want to talk to a person.";

const ASKS_FOR_HUMAN =
  /\b(human|agent|person|someone real|real person|representative|operator|colleague|help)\b/i;
const REFUSES_HUMAN =
  /\b(no|not|don't|do not|without)\b[^.?!]{0,20}\b(human|agent|person|representative|operator)\b/i;

const TOPICS: readonly { about: RegExp; answer: string }[] = [
  {
    about: /\b(opening|hours|open|close[sd]?)\b/i,
    answer: "We are open Monday to Friday from 9:00 to 18:00.",
  },
  {
    about: /\b(deliver\w*|shipping|shipped|parcel|order)\b/i,
    answer: "Orders placed before 15:00 leave the same day and arrive within two working days.",
  },
  {
    about: /\b(return\w*|refund\w*|exchange)\b/i,
    answer: "You can return anything within 30 days. The label is in the parcel.",
  },
  { about: /\b(price|cost|pay|payment|invoice)\b/i, answer: "You can pay by card, transfer or on account." },
  { about: /\b(thanks?|thank you|cheers)\b/i, answer: "You are welcome. Is there anything else?" },
  { about: /\b(bye|goodbye|see you)\b/i, answer: "Goodbye, and thank you for writing." },
  {
    about: /^\W*(hi|hello|hey|good (morning|afternoon|evening))\b/i,
    answer: "Hello. What can I do for you?",
  },
];

/** What the demo bot says to a text: a few fixed answers, and a handover when a person is asked for. */
export function answerDemo(text: string): BotAnswer {
  if (ASKS_FOR_HUMAN.test(text) && !REFUSES_HUMAN.test(text)) {
    return { ...SILENCE, handover: { reason: null, attributes: [] } };
  }
  const topic = TOPICS.find(({ about }) => about.test(text));
  const answer =
    topic?.answer ?? "I did not understand that. Write “human” and I will connect you to a colleague.";
  return { ...SILENCE, messages: [{ text: answer }] };
}

/** Says a fixed thing to each message and nothing to anything else. */
export const demoBot: Bot = {
  name: DEMO_NAME,
  repeatable: true,
  local: true,
  answer: async (turn) => (turn.type === "message" ? answerDemo(turn.text) : SILENCE),
};
