/** `accepted` is what the server says, `arrived` what was seen: nothing else is told of a mail. */
export const MAIL_STATES = [
  "sending",
  "accepted",
  "refused",
  "unknown",
  "arrived",
  "lost",
  "bounced",
] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** How each state reads, and what it does not prove. */
export const MAIL_STATE_WORDS: Readonly<
  Record<MailState, { word: string; note: string; kind: "good" | "bad" | "waiting" | "warning" | "unknown" }>
> = {
  sending: { word: "Being sent", note: "The server has not answered yet.", kind: "waiting" },
  accepted: {
    word: "Taken by the server",
    note: "That the server took it does not prove that it arrived.",
    kind: "waiting",
  },
  refused: { word: "Not sent", note: "Nothing has left.", kind: "bad" },
  unknown: {
    word: "Outcome unknown",
    note: "The line broke while it was on its way. It is not sent again by itself.",
    kind: "unknown",
  },
  arrived: { word: "Arrived", note: "It was seen at its recipient.", kind: "good" },
  lost: {
    word: "Not seen",
    note: "The server took it, but it was not seen at its recipient in time. It may still come.",
    kind: "warning",
  },
  bounced: { word: "Sent back", note: "The recipient's server returned it.", kind: "bad" },
};
