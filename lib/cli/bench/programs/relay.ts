import fs from "node:fs";
import { pool } from "#lib/db/client.ts";
import type { ContactCentreFor } from "#lib/handover/relay/contact-centre.ts";
import { startRelay } from "#lib/handover/relay/start-relay.ts";
import { serveProgram } from "../program.ts";
import { OrderCheck } from "./order-check.ts";

/** The relay of one process with a delivery that does nothing but note what it was given. */
const log = process.env.BENCH_LOG ? fs.openSync(process.env.BENCH_LOG, "a") : undefined;
const check = new OrderCheck();
const nowhere: ContactCentreFor = () => {
  throw new Error("a bench delivers nowhere");
};

const relay = startRelay({
  pool: pool(),
  contactCentreFor: nowhere,
  leaseMs: 1_000,
  meaning: {
    deliver: async (row) => {
      const n = (row.payload as { n: number }).n;
      check.saw(row.conversationKey, n);
      // One short write to a file in append mode: it is whole, in order, and outlives the process.
      if (log !== undefined) fs.writeSync(log, `${row.conversationKey} ${n}\n`);
      return "done";
    },
    park: async () => {},
  },
});
await relay.ready();

serveProgram(
  {},
  {
    begin: () => check.reset(),
    wake: () => relay.wake(),
    delivered: () => check.count,
    breaks: () => check.breaks,
  },
);
