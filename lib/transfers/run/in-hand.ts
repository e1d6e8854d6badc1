import { expect } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import type { DueItem } from "#lib/jobs/due-table.ts";
import { Course } from "./course.ts";
import { TRANSFERS } from "./insert-run.ts";
import { loadRuns } from "./open-run.ts";

/** For tests: a transfer that this process has taken in hand, as the runner would; `fence` counts who has. */
export async function inHand(id: string, now: () => Date, fence = 1): Promise<Course> {
  await takeInHand(id, fence);
  const item: DueItem = { id, fence, resumed: false, waitedMs: () => 4_200.4, heldMs: () => 30_000 };
  const run = (await loadRuns(pool(), [id])).get(id);
  if (!run) expect.unreachable("There is no such transfer");
  return new Course(pool(), run, item, now);
}

/** Somebody takes it, who had it or had it not. */
export const takeInHand = (id: string, fence: number) =>
  db().due.update({
    where: { queue_id: { queue: TRANSFERS, id } },
    data: { fence, leaseUntil: new Date(Date.now() + 30_000) },
  });
