import { spawn } from "node:child_process";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { resumeRuns } from "#lib/setup/resume-runs.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import { engageHandover } from "./engage-handover.ts";
import { INES, type Walk, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const program = path.join(import.meta.dirname, "../setup-steps/apply-until-killed.ts");
const { account, databaseUrl } = withTestEngage();

/** One handover at a time: the source is the same for all. */
afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

/** A worker process of its own, killed at call `at`; 0 lets it live. */
function work(runId: string, at: number, when: "before" | "after") {
  const child = spawn(process.execPath, ["--conditions=react-server", program, runId, String(at), when], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(),
      PUBLIC_URL: env().publicUrl,
      LOG_LEVEL: "silent",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += String(chunk);
  });
  return new Promise<{ signal: NodeJS.Signals | null; writes: number[] }>((resolve) =>
    child.on("close", (_code, signal) => {
      const writes = printed ? (JSON.parse(printed) as { writes: number[] }).writes : [];
      resolve({ signal, writes });
    }),
  );
}

type List = { records: { name?: string; label?: string; id: string; identity_ids?: string[] }[] };

/** What stands in Engage for the handover, and what is recorded of it. */
async function outcomeOf(walk: Walk) {
  const list = async (path: string) => ((await account().rest("GET", path)) as List).records;
  const [categories, folders, webhooks, identities] = await Promise.all(
    ["/categories", "/folders", "/webhooks", "/identities"].map((path) => list(`${path}?limit=150`)),
  );
  const ines = await account().rest("GET", `/users/${engageIds.users.ines}`);
  const managed = await db().managedObject.findMany({ where: { subject: walk.subject } });
  return {
    categories: categories?.map(({ name }) => name).sort(),
    folders: folders?.length,
    webhooks: webhooks?.length,
    identities: identities?.length,
    assigned: (ines.identity_ids as string[]).length,
    managed: managed.map((row) => `${row.kind} ${row.ownership}`).sort(),
  };
}

test("killed at a write to Engage and started again, an apply ends the same with nothing made twice", async () => {
  const begin = async (name: string) => {
    const walk = await walkToReview(ana, account(), name, { agents: [INES] });
    return { walk, runId: (await walk.start()).id };
  };
  const whole = await begin("Whole");
  const { signal, writes } = await work(whole.runId, 0, "before");
  expect(signal).toBeNull();
  const expected = await outcomeOf(whole.walk);
  expect(expected).toMatchObject({ webhooks: 1, identities: 2, assigned: 1 });
  expect(expected.managed.every((row) => row.endsWith("created"))).toBe(true);
  expect(writes.length).toBeGreaterThan(7);

  for (const [index, at] of writes.entries()) {
    // Before a write is after the read that precedes it: each second one is enough of those.
    for (const when of index % 2 === 0 ? (["before", "after"] as const) : (["after"] as const)) {
      await db().handoverProvider.deleteMany();
      await account().control("reset", {});
      const name = `Killed ${when} ${at}`;
      const { walk, runId } = await begin(name);
      expect(await work(runId, at, when), name).toEqual({ signal: "SIGKILL", writes: [] });
      await resumeRuns();
      const left = await db().setupRun.findUniqueOrThrow({ where: { id: runId } });
      // Killed in the checks that follow the last line, the run itself is over.
      const resumed = await runSetup(engageHandover, runId, { retryDelayMs: 1 });
      expect(resumed, name).toBe(left.state === "done" ? "nothing_to_do" : "done");
      expect(await outcomeOf(walk), name).toEqual(expected);
      expect((await walk.plan()).applicable, name).toBe(0);
    }
  }
}, 280_000);
