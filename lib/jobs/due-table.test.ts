import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createPool, db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createListener } from "#lib/live/listen.ts";
import { guardDue, insertDue, removeDue } from "./due-rows.ts";
import {
  type DueItem,
  type DueTable,
  type DueTableOptions,
  type Looked,
  startDueTable,
} from "./due-table.ts";

const database = withTestDatabase();
const open: DueTable[] = [];
let queue: string;
beforeEach(() => {
  queue = `q-${crypto.randomUUID()}`;
});
afterEach(async () => {
  for (const table of open.splice(0)) await table.stop();
});

type Look = (item: DueItem) => Looked | Promise<Looked>;
const DONE: Looked = "done";

/** A table whose rows are about themselves. */
function start(look: Look, options: Partial<DueTableOptions<string>> = {}): DueTable {
  const table = startDueTable<string>({
    pool: pool(),
    queue,
    load: async (ids) => new Map(ids.map((id) => [id, id])),
    look: async (item) => look(item),
    sleepMs: 100,
    ...options,
  });
  open.push(table);
  return table;
}

async function until<T>(read: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const seen = await read();
    if (seen !== undefined && seen !== false) return seen;
    await pause(10);
  }
}

const rowOf = async (id: string) => db().due.findUnique({ where: { queue_id: { queue, id } } });
/** What a clock that is set back by `hours` looks like to the rows. */
const clockGoesBack = (hours: number) =>
  pool().query(
    `UPDATE due SET next_at = next_at + make_interval(hours => $2), looked_at = looked_at + make_interval(hours => $2),
       lease_until = lease_until + make_interval(hours => $2) WHERE queue = $1`,
    [queue, hours],
  );

test("three hundred rows are looked at by two processes, each row by one at a time and again and again", async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `item-${index}`);
  const looks = new Map<string, number>();
  const inHand = new Set<string>();
  let clashes = 0;
  const by = [0, 0];
  const look = (who: 0 | 1) => async (item: DueItem) => {
    if (inHand.has(item.id)) clashes++;
    inHand.add(item.id);
    await pause(Math.random() * 5);
    inHand.delete(item.id);
    looks.set(item.id, (looks.get(item.id) ?? 0) + 1);
    by[who] = (by[who] ?? 0) + 1;
    return { afterMs: 50 };
  };
  await insertDue(pool(), queue, ids);
  start(look(0), { concurrency: 20, batch: 30 });
  start(look(1), { concurrency: 20, batch: 30 });
  await until(() => ids.every((id) => (looks.get(id) ?? 0) >= 3));
  expect(clashes).toBe(0);
  expect(Math.min(...by)).toBeGreaterThan(0);
});

test("no more are looked at at once than are allowed", async () => {
  let now = 0;
  let most = 0;
  let looks = 0;
  await insertDue(
    pool(),
    queue,
    Array.from({ length: 60 }, (_, index) => `item-${index}`),
  );
  start(
    async () => {
      most = Math.max(most, ++now);
      await pause(5);
      now--;
      looks++;
      return DONE;
    },
    { concurrency: 7, batch: 30 },
  );
  await until(() => looks === 60);
  expect(most).toBe(7);
  await until(async () => (await db().due.count({ where: { queue } })) === 0);
});

test("a new row is looked at as soon as its transaction commits, although the table sleeps", async () => {
  const listener = createListener({ connectionString: database.url() });
  onTestFinished(() => listener.close());
  await listener.listening();
  const seen: string[] = [];
  start(
    ({ id }) => {
      seen.push(id);
      return DONE;
    },
    { listener, sleepMs: 600_000 },
  );
  await db().$transaction((tx) => insertDue(tx, queue, ["first"]));
  await until(() => seen.includes("first"));
  await db().$transaction((tx) => insertDue(tx, queue, ["second"]));
  await until(() => seen.includes("second"));
});

test("what is waited for grows with each look by the time in between", async () => {
  const waited: number[] = [];
  await insertDue(pool(), queue, ["item"]);
  start((item) => {
    waited.push(item.waitedMs());
    return { afterMs: 100 };
  });
  await until(() => waited.length >= 4);
  waited.reduce((before, now) => {
    expect(now).toBeGreaterThanOrEqual(before + 90);
    return now;
  });
});

test("a clock that is set back holds nothing up, and takes nothing away from what was waited", async () => {
  const waited: number[] = [];
  await insertDue(pool(), queue, ["item"]);
  const first = start((item) => {
    waited.push(item.waitedMs());
    return { afterMs: 100 };
  });
  await until(() => waited.length >= 3);
  await first.stop();
  await clockGoesBack(5);
  const before = waited.length;
  start((item) => {
    waited.push(item.waitedMs());
    return { afterMs: 100 };
  });
  await until(() => waited.length >= before + 2);
  expect(waited).toEqual(waited.toSorted((a, b) => a - b));
});

test("a clock that jumps ahead makes rows due, but adds no more than was meant to be waited and a little", async () => {
  await insertDue(pool(), queue, ["item"], { afterMs: 60_000 });
  await clockGoesBack(-72);
  const item = await new Promise<DueItem>((resolve) => {
    start((taken) => {
      resolve(taken);
      return DONE;
    });
  });
  expect(item.waitedMs()).toBeGreaterThanOrEqual(60_000);
  expect(item.waitedMs()).toBeLessThan(70_000);
});

test("a row whose time lies absurdly far ahead is due", async () => {
  await insertDue(pool(), queue, ["item"]);
  await pool().query("UPDATE due SET next_at = '2099-01-01' WHERE queue = $1", [queue]);
  const seen = Promise.withResolvers<void>();
  start(() => {
    seen.resolve();
    return DONE;
  });
  await seen.promise;
});

test("who lost a row changes nothing: the next holder knows that it resumes, and its fence is the higher one", async () => {
  await insertDue(pool(), queue, ["item"]);
  const goOn = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<DueItem>();
  const frozen = start(
    async (item) => {
      taken.resolve(item);
      await goOn.promise;
      return { afterMs: 60_000 };
    },
    { sleepMs: 600_000 },
  );
  const old = await taken.promise;
  expect(old.resumed).toBe(false);
  await pool().query("UPDATE due SET lease_until = now() - interval '1 second' WHERE queue = $1", [queue]);
  const second = await new Promise<DueItem>((resolve) => {
    start((item) => {
      resolve(item);
      return { afterMs: 60_000 };
    });
  });
  expect(second.resumed).toBe(true);
  expect(second.fence).toBe(old.fence + 1);
  expect(await guardDue(pool(), queue, old)).toBe(false);
  expect(await removeDue(pool(), queue, old)).toBe(false);
  await until(async () => (await rowOf("item"))?.leaseUntil === null);
  const given = await rowOf("item");
  goOn.resolve();
  await frozen.stop();
  expect(await rowOf("item")).toEqual(given);
});

test("a lease is renewed while a look takes its time, and its loss is seen", async () => {
  await insertDue(pool(), queue, ["item"]);
  const taken = Promise.withResolvers<DueItem>();
  const goOn = Promise.withResolvers<void>();
  start(
    async (item) => {
      taken.resolve(item);
      await goOn.promise;
      return DONE;
    },
    { leaseMs: 300 },
  );
  const item = await taken.promise;
  await pause(700);
  expect(item.heldMs()).toBeGreaterThan(0);
  expect(await guardDue(pool(), queue, item)).toBe(true);
  await pool().query("UPDATE due SET fence = fence + 1 WHERE queue = $1", [queue]);
  await until(() => item.heldMs() === 0);
  goOn.resolve();
});

test("the database goes and comes back: the table goes on, and a look that ended meanwhile is not lost", async () => {
  const own = createPool(database.url(), 3);
  onTestFinished(() => own.end());
  const looks: number[] = [];
  await insertDue(pool(), queue, ["item"]);
  const table = start(
    ({ fence }) => {
      looks.push(fence);
      return { afterMs: 20 };
    },
    { pool: own },
  );
  for (const goal of [5, 10, 15]) {
    await until(() => looks.length >= goal);
    await pool().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
  }
  await until(() => looks.length >= 20);
  await table.stop();
  expect((await rowOf("item"))?.leaseUntil).toBeNull();
});

test("a process that stops ends what it began and gives back the rest at once", async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `item-${index}`);
  await insertDue(pool(), queue, ids);
  let begun = 0;
  let ended = 0;
  const table = start(
    async () => {
      begun++;
      await pause(30);
      ended++;
      return { afterMs: 60_000 };
    },
    { concurrency: 4, batch: 40 },
  );
  await until(() => begun >= 4);
  await table.stop();
  expect(ended).toBe(begun);
  expect(begun).toBeLessThan(40);
  const rows = await db().due.findMany({ where: { queue } });
  expect(rows.filter((row) => row.leaseUntil !== null)).toEqual([]);
  expect(rows.filter((row) => row.nextAt.getTime() <= Date.now())).toHaveLength(40 - begun);
});

test("a row that stands for nothing any more is taken out, and a look that throws harms no other", async () => {
  await insertDue(pool(), queue, ["gone", "bad", "good"]);
  let looks = 0;
  start(
    ({ id }) => {
      if (id === "bad") throw new Error("a defect");
      looks++;
      return { afterMs: 20 };
    },
    { load: async (ids) => new Map(ids.filter((id) => id !== "gone").map((id) => [id, id])) },
  );
  await until(() => looks >= 3);
  expect(await rowOf("gone")).toBeNull();
  expect((await rowOf("bad"))?.nextAt.getTime()).toBeGreaterThan(Date.now() + 5_000);
});
