import "server-only";
import type pg from "pg";
import type { RelaySettings } from "./settings.ts";

const MINUTE_MS = 60_000;

/** The shortest of the time-outs that are on, in milliseconds; null when both are off. */
export function shortestTimeoutMs(settings: RelaySettings): number | null {
  const on = [settings.queueTimeoutMinutes, settings.agentTimeoutMinutes].filter((one) => one !== null);
  return on.length === 0 ? null : Math.min(...on) * MINUTE_MS;
}

/** The time-out that counts where a conversation stands, in milliseconds; null when it is off. */
export function timeoutMsOf(state: string, settings: RelaySettings): number | null {
  const minutes = state === "agent" ? settings.agentTimeoutMinutes : settings.queueTimeoutMinutes;
  return minutes === null ? null : minutes * MINUTE_MS;
}

/**
 * Has a handover looked at when it could be over at the earliest. Messages do not move the date: whoever looks finds
 * out since when nobody was active, which keeps this off the path of every message.
 */
export async function setDeadline(
  client: Pick<pg.Pool, "query">,
  conversationId: string,
  settings: RelaySettings,
  from: Date,
): Promise<void> {
  const timeoutMs = shortestTimeoutMs(settings);
  if (timeoutMs === null) return;
  await client.query({
    name: "relay.deadline",
    text: `INSERT INTO handover_deadline (conversation_id, due_at) VALUES ($1, $2)
      ON CONFLICT (conversation_id) DO UPDATE SET due_at = least(handover_deadline.due_at, excluded.due_at)`,
    values: [conversationId, new Date(from.getTime() + timeoutMs)],
  });
}

export async function clearDeadline(client: Pick<pg.Pool, "query">, conversationId: string): Promise<void> {
  await client.query({
    name: "relay.no-deadline",
    text: "DELETE FROM handover_deadline WHERE conversation_id = $1",
    values: [conversationId],
  });
}

type Activity = {
  state: string;
  handoverSeq: number;
  handoverAt: Date | null;
  visitorAt: Date | null;
  agentAt: Date | null;
};

const ACTIVITY = `SELECT v.state, v.handover_seq AS "handoverSeq", v.handover_at AS "handoverAt",
    (SELECT max(m.sent_at) FROM message m WHERE m.conversation_id = v.id AND m.author = 'visitor') AS "visitorAt",
    (SELECT max(m.sent_at) FROM message m WHERE m.conversation_id = v.id AND m.author = 'agent') AS "agentAt"
  FROM conversation v WHERE v.id = $1`;

export type Silence = { state: string; handoverSeq: number; since: Date } | null;

/**
 * Since when a visitor has been silent; null when nobody waits for them. In the queue that is since they last wrote or
 * asked. With an agent it counts from the agent's last word, and not at all while the visitor waits for the agent.
 */
export async function readSilence(client: Pick<pg.Pool, "query">, conversationId: string): Promise<Silence> {
  const { rows } = await client.query<Activity>(ACTIVITY, [conversationId]);
  const [row] = rows;
  if (!row) return null;
  const { state, handoverSeq, handoverAt, visitorAt, agentAt } = row;
  const latest = (...dates: (Date | null)[]) =>
    new Date(Math.max(0, ...dates.map((date) => date?.getTime() ?? 0)));
  if (state === "queued") return { state, handoverSeq, since: latest(handoverAt, visitorAt) };
  if (state !== "agent" || !agentAt) return null;
  if (visitorAt && visitorAt > agentAt) return null;
  return { state, handoverSeq, since: latest(handoverAt, agentAt) };
}
