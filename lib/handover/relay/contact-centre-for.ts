import "server-only";
import type { ContactCentreFor } from "./contact-centre.ts";
import { PermanentFailure } from "./row.ts";

/** The contact centre of a channel, reached through the connection that its handover uses. */
export const contactCentreFor: ContactCentreFor = async (connectionId, channelId) => {
  throw new PermanentFailure(`No client for ${connectionId} ${channelId}`);
};
