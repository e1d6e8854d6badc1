import "server-only";
import type pg from "pg";
import { appendEvent } from "./append-inside.ts";
import { clearDeadline, readSilence, shortestTimeoutMs, timeoutMsOf } from "./deadline.ts";
import { parseRelaySettings } from "./settings.ts";

const BATCH = 200;
/** How long a batch belongs to whoever took it; afterwards another may look again. */
const CLAIM_MS = 60_000;

type Due = { id: string; state: string; providerId: string; settings: unknown };

/**
 * Looks at the handovers whose date has come, in batches that several workers can share, and asks the relay to end
 * those where the visitor has been silent for too long. The relay looks once more before it does. Returns how many.
 */
export async function expireHandovers(
  pool: pg.Pool,
  now: Date,
): Promise<{ looked: number; expired: number }> {
  let looked = 0;
  let expired = 0;
  for (;;) {
    const batch = await claim(pool, now);
    for (const due of batch) {
      looked += 1;
      if (await expireOne(pool, due, now)) expired += 1;
    }
    if (batch.length < BATCH) return { looked, expired };
  }
}

async function claim(pool: pg.Pool, now: Date): Promise<Due[]> {
  const { rows } = await pool.query<Due>(
    `WITH due AS (
       UPDATE handover_deadline SET due_at = $2 WHERE conversation_id IN (
         SELECT conversation_id FROM handover_deadline WHERE due_at <= $1
         ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING conversation_id
     )
     SELECT d.conversation_id AS id, coalesce(v.state, 'gone') AS state, v.provider_id AS "providerId", p.settings
     FROM due d LEFT JOIN conversation v ON v.id = d.conversation_id
     LEFT JOIN handover_provider p ON p.id = v.provider_id`,
    [now, new Date(now.getTime() + CLAIM_MS)],
  );
  return rows;
}

async function expireOne(pool: pg.Pool, due: Due, now: Date): Promise<boolean> {
  const settings = parseRelaySettings(due.settings);
  const soonest = shortestTimeoutMs(settings);
  const open = ["requested", "queued", "agent"].includes(due.state);
  if (!open || soonest === null) {
    await clearDeadline(pool, due.id);
    return false;
  }
  const again = now.getTime() + soonest;
  const silence = await readSilence(pool, due.id);
  const timeoutMs = silence && timeoutMsOf(silence.state, settings);
  if (!silence || timeoutMs === null) {
    await putOff(pool, due.id, again);
    return false;
  }
  const ends = silence.since.getTime() + timeoutMs;
  if (ends > now.getTime()) {
    await putOff(pool, due.id, Math.min(ends, again));
    return false;
  }
  const silentSince = silence.since.toISOString();
  await appendEvent(pool, {
    providerId: due.providerId,
    conversationKey: due.id,
    kind: "handover.timeout",
    externalId: `${due.id}.timeout.${silence.handoverSeq}.${silence.since.getTime()}`,
    payload: { handoverSeq: silence.handoverSeq, silentSince },
  });
  await putOff(pool, due.id, again);
  return true;
}

async function putOff(pool: pg.Pool, id: string, until: number): Promise<void> {
  await pool.query("UPDATE handover_deadline SET due_at = $2 WHERE conversation_id = $1", [
    id,
    new Date(until),
  ]);
}

/** Gives handovers that are under way their date when time-outs are switched on or shortened. */
export async function setDeadlinesOf(
  run: (sql: string, ...values: unknown[]) => Promise<unknown>,
  providerId: string,
  settings: unknown,
  now: Date,
): Promise<void> {
  const soonest = shortestTimeoutMs(parseRelaySettings(settings));
  if (soonest === null) return;
  await run(
    `INSERT INTO handover_deadline (conversation_id, due_at)
     SELECT id, $2::timestamptz FROM conversation
     WHERE provider_id = $1 AND state IN ('requested', 'queued', 'agent')
     ON CONFLICT (conversation_id) DO UPDATE SET due_at = least(handover_deadline.due_at, excluded.due_at)`,
    providerId,
    new Date(now.getTime() + soonest),
  );
}
