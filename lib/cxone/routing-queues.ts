import "server-only";
import * as z from "zod";
import { integerId, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { listDfo } from "./pages.ts";

const queue = z.object({
  id: z.union([z.string(), z.number().transform(String)]),
  name: textOrEmpty,
  /** Of the digital skill that stands behind the queue; null where the answer says nothing. */
  skillId: integerId.nullish().transform((id) => id ?? null),
});

export type RoutingQueue = z.infer<typeof queue>;

/** The digital routing queues of a tenant (facts/cxone.md §3.5). Reading is all there is: filters are the console's alone. */
export async function listRoutingQueues(client: CxoneClient): Promise<RoutingQueue[]> {
  return listDfo(client, {
    operation: "cxone.routing-queues.list",
    path: "routing-queues",
    row: queue,
    idOf: (row) => row.id,
  });
}
