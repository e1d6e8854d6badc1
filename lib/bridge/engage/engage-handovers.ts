import "server-only";
import type pg from "pg";
import { ENGAGE_HANDOVER_SECRETS, type EngageHandoverSecret } from "#lib/handover/engage/target.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import type { Listener } from "#lib/live/listen.ts";
import { log } from "#lib/log.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { open } from "#lib/vault/seal.ts";

/** An Engage handover as its callers are told by. While a secret is being replaced the older one still fits. */
export type EngageHandover = {
  providerId: string;
  name: string;
  connectionId: string | null;
  sourceId: string | null;
} & Record<EngageHandoverSecret, readonly string[]>;

export type EngageHandovers = {
  /** All of them, at most five seconds old. */
  list(): Promise<readonly EngageHandover[]>;
  /** The same, read anew if they are older than a moment: for a secret that does not fit, and may just have been set. */
  listAnew(): Promise<readonly EngageHandover[]>;
};

const FRESH_MS = 5_000;
const MOMENT_MS = 250;

type Row = Pick<EngageHandover, "providerId" | "name" | "connectionId" | "sourceId"> & {
  secrets: { field: string; ciphertext: string }[] | null;
};

const QUERY = {
  name: "bridge.engage-handovers",
  text: `SELECT p.id AS "providerId", p.name, p.connection_id AS "connectionId",
      coalesce(p.engage->>'sourceId', p.channel_id) AS "sourceId",
      (SELECT json_agg(json_build_object('field', s.field, 'ciphertext', s.ciphertext) ORDER BY s.field)
       FROM secret s WHERE s.subject = 'handover:' || p.id AND s.field = ANY($1)
         AND (s.expires_at IS NULL OR s.expires_at > now())) AS secrets
    FROM handover_provider p WHERE p.kind = 'engage' AND p.state <> 'removed' ORDER BY p.id`,
  values: [ENGAGE_HANDOVER_SECRETS.flatMap((field) => [field, previousOf(field)])],
};

/**
 * Engage names no handover when it calls: whose secret fits is who is meant. So all of them are kept ready, secrets
 * decrypted, for five seconds at most and never past a change of any handover.
 */
export function createEngageHandovers(pool: pg.Pool, listener: Listener): EngageHandovers {
  let kept: { all: Promise<EngageHandover[]>; readAt: number } | undefined;
  listener.subscribe("handovers", () => {
    kept = undefined;
  });

  async function read(): Promise<EngageHandover[]> {
    const { rows } = await pool.query<Row>(QUERY);
    return rows.map(({ secrets, ...row }) => {
      const valuesOf = (field: EngageHandoverSecret) =>
        [field, previousOf(field)].flatMap((name) => {
          const found = secrets?.find((one) => one.field === name);
          return found ? decrypt(row.providerId, name, found.ciphertext) : [];
        });
      return {
        ...row,
        realtimeToken: valuesOf("realtimeToken"),
        engageWebhookSecret: valuesOf("engageWebhookSecret"),
        engageVerifyToken: valuesOf("engageVerifyToken"),
      };
    });
  }

  async function atMost(ageMs: number): Promise<readonly EngageHandover[]> {
    if (!kept || Date.now() - kept.readAt > ageMs) {
      const all = read();
      kept = { all, readAt: Date.now() };
      // What could not be read is read again by the next caller.
      all.catch(() => {
        if (kept?.all === all) kept = undefined;
      });
    }
    return kept.all;
  }

  return { list: () => atMost(FRESH_MS), listAnew: () => atMost(MOMENT_MS) };
}

/** A secret that cannot be opened fits nobody; it must not keep those of other handovers from fitting. */
function decrypt(providerId: string, field: string, ciphertext: string): string[] {
  try {
    return [open(ciphertext, `${subjectOf(providerId)}/${field}`)];
  } catch (error) {
    log.error({ providerId, field, error: (error as Error).message }, "bridge: secret not opened");
    return [];
  }
}
