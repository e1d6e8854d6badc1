import type { Agent } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import type { VoiceSwitches } from "../state/voice-switches.ts";

type Words = { available: string; away: string; busy: string; offline: string };

/** Seed 001 asks for AVAILABLE, seed 003 for "Available" or "Ready"; the other words are ours. */
const words: Record<VoiceSwitches["presenceWords"], Words> = {
  AVAILABLE: { available: "AVAILABLE", away: "AWAY", busy: "ON_CALL", offline: "OFFLINE" },
  Available: { available: "Available", away: "Unavailable", busy: "On call", offline: "Offline" },
  Ready: { available: "Ready", away: "Not ready", busy: "Busy", offline: "Logged out" },
};

/** What an agent does, in the word that presence and a queue's agents use (T-22, T-51, P-20). */
export function presenceOf(store: Store, agent: Agent): string {
  const { available, away, busy, offline } = words[store.switches.presenceWords];
  if (!agent.isActive || agent.state === "LoggedOut") return offline;
  if (agent.state === "Available") return available;
  return agent.state === "Unavailable" || agent.state === "LoggedIn" ? away : busy;
}
