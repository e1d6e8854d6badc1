/**
 * A worker that is killed at its n-th call to the contact centre, before the call goes out or after its answer came in. Run as a
 * program by the tests of resuming: `node apply-until-killed.ts <runId> <n> <before|after>`. Prints how many calls it made, and which wrote.
 */
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { definitionOfRun } from "#lib/handover/definition-of.ts";
import { runSetup } from "#lib/setup/run-setup.ts";

const [runId = "", at = "0", when = "before"] = process.argv.slice(2);
const { send } = egress();
let calls = 0;
const writes: number[] = [];

function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
}

Object.assign(egress(), {
  send: async (request: Parameters<typeof send>[0]) => {
    calls += 1;
    const mine = calls === Number(at);
    if (request.method !== "GET") writes.push(calls);
    if (mine && when === "before") await die();
    const answer = await send(request);
    if (mine) await die();
    return answer;
  },
});

const outcome = await runSetup(await definitionOfRun(runId), runId);
console.log(JSON.stringify({ outcome, calls, writes }));
await closeEgress();
await db().$disconnect();
await pool().end();
