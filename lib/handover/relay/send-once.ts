import "server-only";
import type { ContactCentre, Filed, OutgoingMessage } from "./contact-centre.ts";
import type { RelayRow } from "./row.ts";

/**
 * Sends a message that must arrive once. When the event was begun before, an earlier try may have arrived although
 * its end is not known (time-out, connection cut, process killed): the other side is asked first.
 */
export async function sendOnce(
  centre: ContactCentre,
  row: RelayRow,
  message: OutgoingMessage,
): Promise<Filed> {
  if (row.attempts > 0) {
    const found = await centre.find(message.externalId);
    if (found) return found;
  }
  return centre.send(message);
}
