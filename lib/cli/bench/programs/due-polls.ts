import { pool } from "#lib/db/client.ts";
import { type DueTable, startDueTable } from "#lib/jobs/due-table.ts";
import { serveProgram } from "../program.ts";
import { Lateness } from "./lateness.ts";

/** Our own table of due rows, with looks that take no time. */
const lateness = new Lateness(0);
let table: DueTable | undefined;

serveProgram(
  {},
  {
    begin: async ({ everyMs }: { everyMs: number }) => {
      lateness.begin(everyMs);
      table ??= startDueTable<true>({
        pool: pool(),
        queue: "bench",
        load: async (ids) => new Map(ids.map((id) => [id, true])),
        look: async ({ id }) => ({ afterMs: lateness.saw(id) }),
      });
      table.wake();
    },
    forget: () => lateness.forget(),
    report: () => lateness.report(),
    end: async () => {
      await table?.stop();
      table = undefined;
    },
  },
);
