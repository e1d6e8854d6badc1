/**
 * A process that carries out transfers, and is killed or stops for good at its n-th write to the contact centre, before it
 * goes out or after its answer came in. Run as a program by the tests of resuming:
 * `node run-until-killed.ts <n> <before|after> <kill|freeze>`. Says "frozen" when it stands still; SIGCONT lets it go on.
 */
import { voiceFor } from "#lib/connections/voice-for.ts";
import { pool } from "#lib/db/client.ts";
import { startTransferRunner } from "./start-runner.ts";

const [at = "0", when = "before", how = "kill"] = process.argv.slice(2);
const LEASE_MS = 3_000;
let writes = 0;

async function end(): Promise<void> {
  if (how === "kill") {
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  }
  const goOn = Promise.withResolvers<void>();
  process.once("SIGCONT", () => goOn.resolve());
  console.log("frozen");
  process.kill(process.pid, "SIGSTOP");
  await goOn.promise;
  console.log("thawed");
}

startTransferRunner({
  pool: pool(),
  voiceFor,
  sleepMs: 50,
  leaseMs: LEASE_MS,
  at: async (moment) => {
    if (moment === "before-write") writes++;
    if (writes === Number(at) && moment === `${when}-write`) await end();
  },
});
