import "server-only";
import * as z from "zod";
import { textOrEmpty } from "../answer.ts";
import type { CxoneV2Client } from "./client.ts";

/** What is neither active nor inactive is not known. */
const status = z
  .enum(["ACTIVE", "INACTIVE"])
  .nullish()
  .catch(null)
  .transform((known) => known ?? null);
const queue = z.object({ id: z.string().min(1), name: textOrEmpty, status });
export type V2Queue = z.output<typeof queue>;

/** One queue; null when CXone knows none, or has no such endpoint: seed 001 does not name it. */
export const findQueue = (client: CxoneV2Client, queueId: string): Promise<V2Queue | null> =>
  client.find(
    {
      operation: "cxone.v2.queue",
      method: "GET",
      path: `api/v2/voice/queues/${encodeURIComponent(queueId)}`,
      idempotent: true,
      alsoAbsent: 400,
    },
    queue,
  );

/** Queues whose name holds the text; null where there is no such endpoint. */
export const listQueues = (client: CxoneV2Client, search: string): Promise<V2Queue[] | null> =>
  client.find(
    {
      operation: "cxone.v2.queues",
      method: "GET",
      path: "api/v2/voice/queues",
      query: { search },
      idempotent: true,
    },
    z.array(queue),
  );
