import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listAgents, listCampaigns } from "../contacts.ts";
import { startDialer } from "../run/start-dialer.ts";
import { createList } from "./create-list.ts";
import { getList } from "./reads.ts";
import { listInput } from "./schema.ts";
import { startList } from "./start-list.ts";

const database = withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const program = path.join(import.meta.dirname, "../run/dial-until-killed.ts");
const patiently = { timeout: 30_000 };

async function killedAtTheFirstCall(when: "before" | "after"): Promise<void> {
  const child = spawn(process.execPath, ["--conditions=react-server", program, when], {
    env: { ...process.env, DATABASE_URL: database.url(), LOG_LEVEL: "silent" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
}

type Request = { method: string; path: string; body: { phoneNumber?: string } };
/** Which of these numbers CXone was asked to call, each time. */
async function dialledOf(numbers: readonly string[]): Promise<string[]> {
  const answer = await fetch(`${scene.sandbox().baseUrl}/control/requests?system=cxoneV2`);
  const { requests } = (await answer.json()) as { requests: Request[] };
  const asked = requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/journey/v1/outbound"),
  );
  return asked.flatMap(({ body }) => numbers.filter((one) => one === body.phoneNumber));
}

/** Two rows of one agent, in a list that runs, while nobody places calls. */
async function runningList(numbers: readonly [string, string]) {
  await scene.control("switches", { outboundCourse: "busy", outboundDialSeconds: 0 });
  const name = `Voice ${crypto.randomUUID()}`;
  const { id: connectionId } = await createConnection(ann, scene.v2Input(name));
  const { items } = await listCampaigns(ann, connectionId, "");
  const campaignId = items.find((one) => /callback/i.test(one.name))?.id ?? "";
  const [agent] = (await listAgents(ann, connectionId, "", campaignId)).items;
  await scene.control("voice/agent", { agentId: agent?.id, state: "Available" });
  const rows = numbers.map((phoneNumber, index) => ({
    line: index + 2,
    phoneNumber,
    name: `Customer ${index}`,
    agent: agent?.id ?? "",
  }));
  const { id } = await createList(ann, listInput.parse({ name, connectionId, campaignId, rows }));
  await startList(ann, id, { confirmed: 2 });
  return id;
}

/** The lease of a process that is dead runs out, and so much time passes. */
const pass = (seconds: number) =>
  pool().query(
    `UPDATE due SET lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() END,
       waited_ms = waited_ms + $1, next_at = now() WHERE queue = 'outbound'`,
    [seconds * 1_000],
  );

test("a process is killed after the call of a row went out: the call is found again and never dialled twice", async () => {
  const numbers = ["+4915112380001", "+4915112380002"] as const;
  const id = await runningList(numbers);
  await killedAtTheFirstCall("after");
  await pass(0);
  const dialer = startDialer({ pool: pool(), outboundFor, sleepMs: 50 });
  onTestFinished(() => dialer.stop());
  await expect.poll(async () => (await getList(ann, id)).state, patiently).toBe("done");
  expect(await getList(ann, id)).toMatchObject({ counts: { busy: 2, waiting: 0, unknown: 0 } });
  expect((await dialledOf(numbers)).toSorted()).toEqual(numbers);
}, 60_000);

test("a process is killed right before the call of a row: it is not dialled behind anybody's back, and the next row has its turn", async () => {
  const numbers = ["+4915112390001", "+4915112390002"] as const;
  const id = await runningList(numbers);
  await killedAtTheFirstCall("before");
  await pass(0);
  const dialer = startDialer({ pool: pool(), outboundFor, sleepMs: 50 });
  onTestFinished(() => dialer.stop());
  const first = () => db().outboundCall.findFirstOrThrow({ where: { listId: id, rowNumber: 2 } });
  await expect.poll(async () => (await first()).phase, patiently).toBe("unknown");
  expect((await getList(ann, id)).counts).toMatchObject({ waiting: 1, underWay: 1 });
  await expect
    .poll(async () => {
      await pass(60);
      return (await first()).outcome;
    }, patiently)
    .toBe("unknown");
  await expect.poll(async () => (await getList(ann, id)).state, patiently).toBe("done");
  expect(await getList(ann, id)).toMatchObject({ counts: { unknown: 1, busy: 1 } });
  expect(await dialledOf(numbers)).toEqual([numbers[1]]);
}, 60_000);
