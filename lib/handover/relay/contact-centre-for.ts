import "server-only";
import { clientFor } from "#lib/connections/client-for.ts";
import { AppError } from "#lib/errors.ts";
import type { ContactCentre, ContactCentreFor, Reached } from "./contact-centre.ts";
import { createCxoneContactCentre } from "./cxone-contact-centre.ts";
import { openEngage } from "./open-engage.ts";

const FRESH_MS = 5_000;
const MAX_KEPT = 500;

/** A contact centre whose calls are filed under a request id. */
type Open = (requestId?: string) => ContactCentre;

const openCxone = async ({ connectionId, channelId }: Reached): Promise<Open> => {
  const client = await clientFor(connectionId);
  return (requestId) =>
    createCxoneContactCentre(requestId ? client.forRequest(requestId) : client, channelId);
};

const OPENERS: Record<string, (handover: Reached) => Promise<Open>> = {
  cxone: openCxone,
  engage: openEngage,
};

const kept = new Map<string, { open: Promise<Open>; until: number }>();

/**
 * The contact centre of a handover, reached through its connection. A client is kept for a few seconds, so that a busy
 * handover does not read its connection for each message.
 */
export const contactCentreFor: ContactCentreFor = async (handover, requestId) => {
  const key = `${handover.providerId} ${handover.connectionId} ${handover.channelId}`;
  const known = kept.get(key);
  const now = Date.now();
  if (known && known.until > now) return (await known.open)(requestId);
  const opener = OPENERS[handover.kind];
  if (!opener)
    throw new AppError("conflict", { detail: `Handovers of the kind ${handover.kind} are not known here.` });
  const open = opener(handover);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, { open, until: now + FRESH_MS });
  try {
    return (await open)(requestId);
  } catch (error) {
    kept.delete(key);
    throw error;
  }
};
