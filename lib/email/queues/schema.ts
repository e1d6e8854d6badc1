import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";
import type { AttestationView } from "../attestations/schema.ts";

const channelIds = z
  .array(z.string().min(1).max(100))
  .max(200, { error: "At most 200 channels." })
  .transform((ids) => [...new Set(ids)].sort());

/** The email channels that the "Included channels rule" of a queue is to name; `before`: as the page showed them. */
export const queueChannelsInput = z.strictObject({ channelIds, before: channelIds });
export type QueueChannelsInput = z.output<typeof queueChannelsInput>;

export type QueueView = {
  id: string;
  name: string;
  /** Channels whose default skill stands behind the queue; null where CXone does not say which skill does (M-66). */
  defaultOf: string[] | null;
  channelIds: string[];
  attested: AttestationView | null;
};

export type QueuesView = AsOf<{ channels: { id: string; name: string }[]; queues: QueueView[] }>;
