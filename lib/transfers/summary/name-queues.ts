import "server-only";
import { pool } from "#lib/db/client.ts";

type Queue = { connectionId: string; queueId: string };

/**
 * What queues were called last, in their order, and their connections; one whose rows are no longer kept goes by its id, and so
 * does a connection that is gone. Ids are those of a connection.
 */
export async function nameQueues<Of extends Queue>(
  queues: readonly Of[],
): Promise<(Of & { name: string; connectionName: string })[]> {
  const { rows } = await pool().query<{ name: string | null; connection: string | null }>(
    `SELECT last.name, connection.name AS connection FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(connection_id, queue_id, place)
     LEFT JOIN LATERAL (
       SELECT queue_name AS name FROM transfer
       WHERE queue_id = asked.queue_id AND connection_id = asked.connection_id ORDER BY at DESC LIMIT 1
     ) AS last ON true
     LEFT JOIN connection ON connection.id = asked.connection_id ORDER BY asked.place`,
    [queues.map(({ connectionId }) => connectionId), queues.map(({ queueId }) => queueId)],
  );
  return queues.map((queue, place) => ({
    ...queue,
    name: rows[place]?.name ?? queue.queueId,
    connectionName: rows[place]?.connection ?? queue.connectionId,
  }));
}
