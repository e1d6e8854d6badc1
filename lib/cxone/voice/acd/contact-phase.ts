import type { PhoneCall } from "../../calls.ts";

/** How far a contact is: waits for somebody, rings, is talked on, is held, or is over. */
export type Phase = "waiting" | "ringing" | "connected" | "held" | "ended";

/**
 * The names of contact states are a table of the tenant (`/contact-state-descriptions`) and those of events are another
 * (facts/cxone.md §4), so they are told apart by what they say. First match wins: "CallBackDisconnected" is an end, "NaturalCallDialing"
 * rings although it has "call" in it. A name that says nothing counts as waiting, from which nothing final follows.
 */
const PHASES: readonly (readonly [RegExp, Phase])[] = [
  [
    /end|complet|abandon|releas|disconnect|closed|refus|reject|busy|noanswer|failed|intercept|hungup/,
    "ended",
  ],
  [/hold|held/, "held"],
  [/dial|ring|incoming|routing|amd|preview|offer/, "ringing"],
  [/queue|script|callback|park/, "waiting"],
  [/active|join|conference|mask|talk|connect|answered/, "connected"],
];

/** The phase of a contact state or of `CallContactEvent.Status`. */
export function phaseOfName(name: string): Phase {
  const letters = name.toLowerCase().replace(/[^a-z]/g, "");
  return PHASES.find(([pattern]) => pattern.test(letters))?.[1] ?? "waiting";
}

/** The phase of a contact. Only a contact that is over has an end reason, or says that it is not active. */
export function phaseOf(call: PhoneCall): Phase {
  if (call.isActive === false || call.endReason !== "") return "ended";
  return phaseOfName(call.stateName || call.contactStateCategory);
}
