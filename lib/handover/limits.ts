import type { HandoverKind } from "./schema.ts";

/** What a kind of handover cannot do, or undoes by itself, with the place that says so. */
export type Limit = { id: string; text: string; fix?: string };

export const CXONE_LIMITS: readonly Limit[] = [
  { id: "H-05", text: "Snapshots and Packages of Cognigy.AI do not carry this handover." },
  { id: "H-05", text: "The Transfer node does not work with it." },
  {
    id: "H-06",
    text: "Repeat Handover Accepted Message stops working when the Studio script sends a message after the handover has started: it counts as an agent's reply.",
    fix: "Keep messages out of the script; the check of the script looks for them.",
  },
  {
    id: "H-07",
    text: "An estimated wait time cannot be set on the bot side.",
    fix: "Add an EWT action to the Studio script.",
  },
];

export const ENGAGE_LIMITS: readonly Limit[] = [
  {
    id: "E-52",
    text: "Engage says that a conversation has ended each time an agent completes it.",
    fix: "Agents who wait for an answer defer the task; completing it ends the handover.",
  },
  {
    id: "E-61",
    text: "Whether an identity is ticked as controlled is told by no API.",
    fix: "Look at Identities in Engage when an agent cannot reply.",
  },
  {
    id: "E-81",
    text: "Place in the queue and wait come in task mode only, for sources in a channel group of the active topology.",
  },
];

export const limitsOf = (kind: HandoverKind): readonly Limit[] =>
  kind === "engage" ? ENGAGE_LIMITS : CXONE_LIMITS;
