import "server-only";
import type pg from "pg";
import { log } from "#lib/log.ts";
import { appendEvent } from "./append-inside.ts";
import type { ContactCentreFor, KnownContact, Reached } from "./contact-centre.ts";

type Open = Reached & KnownContact & { id: string; handoverSeq: number };

const PAGE = 200;

/**
 * Reads the contact of every conversation that is with agents, and ends those whose contact is over: a lost word of
 * it must not leave a visitor talking to nobody. Read-only at the contact centre; returns how many it found.
 */
export async function reconcileOpenHandovers(
  pool: pg.Pool,
  contactCentreFor: ContactCentreFor,
): Promise<{ read: number; over: number }> {
  let read = 0;
  let over = 0;
  for (let after = ""; ; ) {
    const { rows } = await pool.query<Open>(
      `SELECT v.id, v.provider_id AS "providerId", p.kind, v.contact_id AS "contactId",
         v.interaction_id AS "interactionId", v.handover_seq AS "handoverSeq",
         p.connection_id AS "connectionId", p.channel_id AS "channelId"
       FROM conversation v JOIN handover_provider p ON p.id = v.provider_id
       WHERE v.state IN ('queued', 'agent') AND v.contact_id IS NOT NULL AND v.parked_at IS NULL
         AND p.connection_id IS NOT NULL AND p.channel_id IS NOT NULL AND v.id > $1
       ORDER BY v.id LIMIT ${PAGE}`,
      [after],
    );
    for (const open of rows) {
      read += 1;
      if (await isOver(open, contactCentreFor)) {
        over += 1;
        await appendEvent(pool, {
          providerId: open.providerId,
          conversationKey: open.id,
          kind: "case.released",
          // A contact can be over, open again and over again: the minute tells the findings apart.
          externalId: `${open.id}.reconcile.${open.handoverSeq}.${Math.floor(Date.now() / 60_000)}`,
          payload: { source: "reconcile", contactId: open.contactId },
        });
      }
    }
    if (rows.length < PAGE) return { read, over };
    after = rows.at(-1)?.id ?? "";
  }
}

async function isOver(open: Open, contactCentreFor: ContactCentreFor): Promise<boolean> {
  try {
    const centre = await contactCentreFor(open);
    const contact = await centre.readContact(open);
    return !contact || contact.isOver;
  } catch (error) {
    log.debug({ conversation: open.id, error: (error as Error).message }, "reconcile: contact not read");
    return false;
  }
}
