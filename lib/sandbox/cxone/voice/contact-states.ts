import type { Store } from "../../state/store.ts";

/** What a contact is doing, in the words of this sandbox. Names of the vendor's states are known, their numbers are not. */
export type ContactState =
  | "ivr"
  | "waiting"
  | "dialling"
  | "ringing"
  | "active"
  | "held"
  | "parked"
  | "joined"
  | "conference"
  | "ended";

type Description = { id: number; name: string; category: string };

const descriptions: Readonly<Record<ContactState | "undefined", Description>> = {
  undefined: { id: 0, name: "Undefined", category: "Undefined" },
  ivr: { id: 1, name: "PreQueue", category: "PreQueue" },
  waiting: { id: 2, name: "InQueue", category: "InQueue" },
  parked: { id: 3, name: "PostQueue", category: "PostQueue" },
  ended: { id: 4, name: "EndContact", category: "End" },
  ringing: { id: 5, name: "Routing", category: "Routing" },
  dialling: { id: 6, name: "Dialing", category: "Routing" },
  active: { id: 7, name: "Active", category: "Active" },
  held: { id: 8, name: "Hold", category: "Active" },
  conference: { id: 9, name: "Conference", category: "Active" },
  joined: { id: 10, name: "Transfer", category: "Routing" },
};

function numbered(store: Store, found: Description): Description {
  return store.switches.acdContactStateIds === "shifted" ? { ...found, id: found.id + 40 } : found;
}

/** Number, name and category of a state; the numbers move with the switch acdContactStateIds. */
export function describeState(store: Store, state: ContactState): Description {
  return numbered(store, descriptions[state]);
}

export function allStates(store: Store): Description[] {
  return Object.values(descriptions)
    .map((found) => numbered(store, found))
    .sort((a, b) => a.id - b.id);
}

export type TransferIndicator = "None" | "ReSkill" | "ReAgent" | "Consult" | "TakeOver" | "External";
const indicators: readonly TransferIndicator[] = [
  "None",
  "ReSkill",
  "ReAgent",
  "Consult",
  "TakeOver",
  "External",
];

export function indicatorId(name: TransferIndicator): number {
  return indicators.indexOf(name);
}
