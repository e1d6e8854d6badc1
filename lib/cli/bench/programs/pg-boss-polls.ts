import { createBoss } from "#lib/jobs/queue.ts";
import { serveProgram } from "../program.ts";
import { Lateness } from "./lateness.ts";

/** pg-boss at its best: jobs fetched, asked for anew and completed two hundred at a time, by hand. */
const lateness = new Lateness(0);
const QUEUE = "bench-polls";
const LOOPS = 4;
const IDLE_MS = 50;
const boss = createBoss(process.env.DATABASE_URL ?? "", "sender");
await boss.start();
let running: Promise<unknown> | undefined;
let isStopped = false;

async function loop(): Promise<void> {
  while (!isStopped) {
    const jobs = await boss.fetch<{ id: string }>(QUEUE, { batchSize: 200 });
    if (jobs.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      continue;
    }
    const now = Date.now();
    const next = jobs.map(({ data }) => ({ data, startAfter: new Date(now + lateness.saw(data.id)) }));
    await boss.insert(QUEUE, next);
    await boss.complete(
      QUEUE,
      jobs.map(({ id }) => id),
    );
  }
}

serveProgram(
  {},
  {
    fill: async ({ count, spreadMs }: { count: number; spreadMs: number }) => {
      if (!(await boss.getQueue(QUEUE))) await boss.createQueue(QUEUE);
      for (let from = 0; from < count; from += 1_000) {
        const rows = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => ({
          data: { id: String(from + index) },
          startAfter: new Date(Date.now() + (spreadMs * (from + index)) / count),
        }));
        await boss.insert(QUEUE, rows);
      }
    },
    begin: ({ everyMs }: { everyMs: number }) => {
      lateness.begin(everyMs);
      running ??= Promise.all(Array.from({ length: LOOPS }, loop));
    },
    forget: () => lateness.forget(),
    report: () => lateness.report(),
    end: async () => {
      isStopped = true;
      await running;
      await boss.stop({ graceful: false });
    },
  },
);
