import "server-only";
import { clientFor } from "#lib/connections/client-for.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import type { ContactCentreFor } from "./contact-centre.ts";
import { createCxoneContactCentre } from "./cxone-contact-centre.ts";

const FRESH_MS = 5_000;
const MAX_KEPT = 500;
const clients = new Map<string, { client: Promise<CxoneClient>; until: number }>();

/**
 * The contact centre of a channel, reached through the connection that its handover uses. A client is kept for a few
 * seconds, so that a busy handover does not read its connection for each message.
 */
export const contactCentreFor: ContactCentreFor = async (connectionId, channelId, requestId) => {
  const kept = clients.get(connectionId);
  const now = Date.now();
  const centreOf = (client: CxoneClient) =>
    createCxoneContactCentre(requestId ? client.forRequest(requestId) : client, channelId);
  if (kept && kept.until > now) return centreOf(await kept.client);
  const client = clientFor(connectionId);
  if (clients.size >= MAX_KEPT) clients.clear();
  clients.set(connectionId, { client, until: now + FRESH_MS });
  try {
    return centreOf(await client);
  } catch (error) {
    clients.delete(connectionId);
    throw error;
  }
};
