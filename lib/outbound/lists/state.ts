/** `ready`: uploaded, nothing dialled yet; `paused`: calls under way go on, no new one begins; `done`: every row has ended. */
export const LIST_STATES = ["ready", "running", "paused", "stopped", "done"] as const;
export type ListState = (typeof LIST_STATES)[number];

/** From which states each deed leads on. */
export const LIST_DEEDS = {
  start: ["ready", "paused"],
  pause: ["running"],
  stop: ["ready", "running", "paused"],
} as const satisfies Record<string, readonly ListState[]>;
export type ListDeed = keyof typeof LIST_DEEDS;

export const mayDo = (deed: ListDeed, state: ListState) =>
  LIST_DEEDS[deed].some((from: ListState) => from === state);

/** Whether a row may be dialled now. `later`: its list waits for that; `never`: the row ends. */
export type Readiness = { ready: "yes" } | { ready: "later" | "never"; reason: string };

const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000] as const;
const LONGEST_MS = 60_000;

/** How long a row that was held back so many times waits before it is looked at again, in ms. */
export const pauseMs = (holds: number, leastMs = 0) =>
  Math.min(Math.max(PAUSES_MS[holds - 1] ?? LONGEST_MS, leastMs), LONGEST_MS);
