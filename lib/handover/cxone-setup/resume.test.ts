import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { clientFor } from "#lib/connections/client-for.ts";
import { listChannels } from "#lib/cxone/channels.ts";
import { getScript } from "#lib/cxone/scripts.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { listSkills } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { resumeRuns } from "#lib/setup/resume-runs.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { scriptPath } from "../studio-script.ts";
import { cxoneHandover } from "./cxone-handover.ts";
import { type Walk, walkToReview } from "./walk-set-up.ts";
import { ana, withTestTenant } from "./with-test-tenant.ts";

const KILLED_TOGETHER = 3;
const program = path.join(import.meta.dirname, "../setup-steps/apply-until-killed.ts");
const { tenant, databaseUrl } = withTestTenant({ skillListLagSeconds: 0.5 });

type Printed = { calls: number; writes: number[] };
type Kill = { at: number; when: "before" | "after" };

/** A worker process of its own, killed at call `at`; 0 lets it live. */
function work(runId: string, { at, when }: Kill): Promise<Printed & { signal: NodeJS.Signals | null }> {
  const child = spawn(process.execPath, ["--conditions=react-server", program, runId, String(at), when], {
    env: { ...process.env, DATABASE_URL: databaseUrl(), LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += String(chunk);
  });
  return new Promise((resolve) =>
    child.on("close", (_code, signal) => {
      const { calls, writes } = printed ? (JSON.parse(printed) as Printed) : { calls: at, writes: [] };
      resolve({ signal, calls, writes });
    }),
  );
}
const unharmed: Kill = { at: 0, when: "before" };

/**
 * Every moment of a call that leaves something else behind: after the answer to a read all is as it was before the read.
 * What is recorded between two lines is held by the tests of `runSetup`.
 */
const killsOf = ({ calls, writes }: Printed): Kill[] => [
  ...Array.from({ length: calls }, (_, index): Kill => ({ at: index + 1, when: "before" })),
  ...writes.map((at): Kill => ({ at, when: "after" })),
];

/** What stands in CXone for one handover, and which writes brought it there. */
async function outcomeOf(walk: Walk, skillName: string) {
  const client = await clientFor(tenant().connectionId);
  const skills = (await listSkills(client)).filter((skill) => skill.skillName === skillName);
  const agents = await listSkillAgents(client, skills[0]?.skillId ?? 0);
  const channels = (await listChannels(client)).filter((one) => one.idOnExternalPlatform === walk.id);
  const script = await getScript(client, scriptPath(walk.id));
  const saves = (await tenant().requests()).filter(
    (call) =>
      call.method === "POST" &&
      /\/(scripts|skills|channels)$/.test(call.path) &&
      (call.status ?? 0) < 300 &&
      [walk.id, skillName].some((mark) => JSON.stringify(call.body).includes(mark)),
  );
  const managed = await db().managedObject.findMany({
    where: { subject: walk.subject },
    orderBy: { lineId: "asc" },
  });
  return {
    skills: skills.length,
    agents: agents.map((agent) => agent.agentId),
    channels: channels.map(({ name, studioScript }) => name !== "" && studioScript === scriptPath(walk.id)),
    script: script !== null,
    saves: saves.map((call) => call.path.split("/").at(-1)).sort(),
    managed: managed.map((row) => `${row.kind} ${row.ownership}`),
  };
}

test("killed at any call to CXone and started again, an apply ends the same with nothing made twice", async () => {
  const whole = await walkToReview(ana, tenant(), "Whole");
  const { signal, ...printed } = await work((await whole.start()).id, unharmed);
  expect(signal).toBeNull();
  const expected = await outcomeOf(whole, "Whole");
  expect(expected).toMatchObject({ skills: 1, agents: [30103], channels: [true], script: true });
  expect(expected.saves).toEqual(["channels", "scripts", "skills"]);
  expect(expected.managed.every((row) => row.endsWith("created"))).toBe(true);
  expect(printed.calls).toBeGreaterThan(8);
  expect(printed.writes.length).toBeGreaterThanOrEqual(expected.saves.length);

  const next = killsOf(printed)[Symbol.iterator]();
  const killer = async () => {
    for (const kill of next) {
      const name = `Killed ${kill.when} ${kill.at}`;
      const walk = await walkToReview(ana, tenant(), name);
      const { id } = await walk.start();
      expect(await work(id, kill), name).toMatchObject({ signal: "SIGKILL", calls: kill.at });
      await resumeRuns();
      const left = await db().setupRun.findUniqueOrThrow({ where: { id } });
      // Killed in the checks that follow the last line, the run itself is over.
      const resumed = await runSetup(cxoneHandover, id, { retryDelayMs: 1 });
      expect(resumed, name).toBe(left.state === "done" ? "nothing_to_do" : "done");
      expect(await outcomeOf(walk, name.replaceAll(" ", "_")), name).toEqual(expected);
      expect((await walk.plan()).applicable, name).toBe(0);
    }
  };
  await Promise.all(Array.from({ length: KILLED_TOGETHER }, killer));
}, 300_000);

test("killed at any call to CXone and started again, a teardown ends the same with nothing left of ours", async () => {
  const live = async (name: string) => {
    const walk = await walkToReview(ana, tenant(), name);
    expect(await runSetup(cxoneHandover, (await walk.start()).id, { retryDelayMs: 1 })).toBe("done");
    return walk;
  };
  const begin = async (walk: Walk) => {
    const plan = await walk.plan("teardown");
    return (await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id })).id;
  };
  const left = async (walk: Walk, skillName: string) => {
    const { channels, script, managed, agents } = await outcomeOf(walk, skillName);
    const client = await clientFor(tenant().connectionId);
    const active = (await listSkills(client)).filter((one) => one.skillName === skillName && one.isActive);
    return { channels, script, managed, agents, active: active.length };
  };
  const nothing = { channels: [], script: false, managed: [], agents: [], active: 0 };
  const whole = await live("Torn whole");
  const printed = await work(await begin(whole), unharmed);
  expect(printed.calls).toBe(4);
  expect(await left(whole, "Torn_whole")).toEqual(nothing);
  for (const kill of killsOf(printed)) {
    const name = `Torn ${kill.when} ${kill.at}`;
    const walk = await live(name);
    const id = await begin(walk);
    expect(await work(id, kill), name).toMatchObject({ signal: "SIGKILL", calls: kill.at });
    expect(await runSetup(cxoneHandover, id, { retryDelayMs: 1 }), name).toBe("done");
    expect(await left(walk, name.replaceAll(" ", "_")), name).toEqual(nothing);
  }
}, 200_000);
