import type { StateKind } from "#components/ui/state.tsx";
import type { TimelineEvent } from "#lib/transfers/state.ts";

/** What each kind of line is called, and how it is marked. */
export const EVENT_LOOKS: Record<TimelineEvent["kind"], { word: string; kind: StateKind }> = {
  requested: { word: "Requested", kind: "idle" },
  eligible: { word: "Eligible?", kind: "good" },
  ineligible: { word: "Eligible?", kind: "bad" },
  initiated: { word: "Initiated", kind: "good" },
  state: { word: "State", kind: "idle" },
  joined: { word: "Joined", kind: "good" },
  refused: { word: "Refused", kind: "bad" },
  held_back: { word: "Held back", kind: "waiting" },
  unclear: { word: "No clear answer", kind: "warning" },
  look_failed: { word: "Look failed", kind: "warning" },
  timed_out: { word: "Timed out", kind: "warning" },
  withdrawn: { word: "Taken back", kind: "warning" },
  reconciled: { word: "Reconciled", kind: "good" },
  fallback: { word: "Fallback", kind: "idle" },
  voicemail: { word: "Voicemail", kind: "idle" },
  ended: { word: "Ended", kind: "good" },
  presence: { word: "Presence", kind: "idle" },
  metrics: { word: "Metrics", kind: "idle" },
  resumed: { word: "Resumed", kind: "warning" },
  cancel_asked: { word: "Cancel asked", kind: "waiting" },
};

/** How the last line is marked, by how it ended. */
export const ENDED_LOOKS: Record<string, StateKind> = {
  connected: "good",
  fallback: "good",
  voicemail: "waiting",
  failed: "bad",
  disconnected: "idle",
  unknown: "unknown",
  cancelled: "idle",
};
