/**
 * A process that places calls, and is killed at the first one, before it goes out or after its answer came in. Run as a
 * program by the tests of call lists: `node dial-until-killed.ts <before|after>`.
 */
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { pool } from "#lib/db/client.ts";
import { startDialer } from "./start-dialer.ts";

const [when = "before"] = process.argv.slice(2);

startDialer({
  pool: pool(),
  outboundFor,
  sleepMs: 50,
  at: async (moment) => {
    if (moment !== `${when}-write`) return;
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  },
});
