import "server-only";
import type { CxoneClient } from "./client.ts";

/**
 * Wakes the Studio script of a contact with p1 to p9 (`Escalate`, `End`, …). Sent as JSON because large values in the URL fail
 * (facts/cxone.md §9.1). Takes the ACD's contact id, not the contact number. Not repeated by itself: the script would go on twice.
 */
export async function signalInteraction(
  client: CxoneClient,
  contactId: string,
  parameters: readonly string[],
): Promise<void> {
  if (parameters.length < 1 || parameters.length > 9) {
    throw new RangeError(`A signal takes 1 to 9 parameters, not ${parameters.length}.`);
  }
  await client.request({
    operation: "cxone.interactions.signal",
    api: "acd",
    method: "POST",
    path: `interactions/${encodeURIComponent(contactId)}/signal`,
    body: Object.fromEntries(parameters.map((value, index) => [`p${index + 1}`, value])),
    idempotent: false,
  });
}
