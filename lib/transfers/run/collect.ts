import "server-only";
import type { CallMetrics } from "#lib/cxone/voice/state.ts";
import type { Course } from "./course.ts";
import type { Speaker } from "./speak.ts";

/** What is asked for at the end. Null: nobody was asked, or did not answer. */
export type Collected = { presence: string | null; metrics: CallMetrics | null };
export const NOTHING_COLLECTED: Collected = { presence: null, metrics: null };

/** A call may have waited so long before somebody had it transferred. */
const BEFORE_MS = 3_600_000;

/** The times between which the contact centre is asked for a call: its own, never a fixed range (T-50). */
export const rangeOf = (at: Date, end: Date) => ({
  from: new Date(at.getTime() - BEFORE_MS),
  to: new Date(Math.max(end.getTime(), at.getTime()) + 1_000),
});

/**
 * Presence of the agent who got the call (T-51), and what the contact centre counted (T-50). Neither keeps a transfer from
 * closing: what cannot be had is named in the timeline.
 */
export async function collect(course: Course, speaker: Speaker): Promise<Collected> {
  const { state, run } = course;
  const isWithAgent = state.outcome === "connected" || state.outcome === "fallback";
  const [presence, metrics] = await Promise.all([
    isWithAgent ? presenceOf(course, speaker) : null,
    state.attempts > 0 ? speaker.metrics(rangeOf(run.at, course.now)) : null,
  ]);
  if (metrics && "problem" in metrics)
    course.note("metrics", `Metrics could not be read: ${metrics.problem}`);
  else if (metrics) course.note("metrics", `Metrics read from ${metrics.source}.`, { metrics });
  return { presence, metrics: metrics && "problem" in metrics ? null : metrics };
}

async function presenceOf(course: Course, speaker: Speaker): Promise<string> {
  const { agent } = course.state;
  if (!agent) {
    course.note("presence", "Presence UNKNOWN: the contact centre does not say who has the call.");
    return "UNKNOWN";
  }
  const { status, since, name, problem } = await speaker.presence(agent.id);
  if (agent.name === null && name) course.nameAgent(name);
  const why = problem ? ` (look-up failed: ${problem})` : "";
  course.note("presence", `Presence of ${course.state.agent?.name ?? agent.id}: ${status}${why}.`, {
    agent: course.state.agent,
    status,
    since,
  });
  return status;
}
