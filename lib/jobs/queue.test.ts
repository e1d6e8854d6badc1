import { afterAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { closeSender, sendJob } from "./queue.ts";
import { startWorker } from "./worker.ts";

const database = withTestDatabase();
afterAll(closeSender);

test("a job sent in a transaction runs if it commits and never if it does not", async () => {
  const ran: unknown[] = [];
  await db()
    .$transaction(async (tx) => {
      await sendJob(tx, "housekeeping", { n: 1 });
      throw new Error("roll back");
    })
    .catch(() => {});
  await db().$transaction((tx) => sendJob(tx, "housekeeping", { n: 2 }));
  const done = Promise.withResolvers<void>();
  const worker = startWorker(database.url(), [
    {
      name: "housekeeping",
      run: async (data) => {
        ran.push(data);
        done.resolve();
      },
    },
  ]);
  await done.promise;
  await worker.stop();
  expect(ran).toEqual([{ n: 2 }]);
});
