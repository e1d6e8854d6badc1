import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { ensureClient } from "../build.ts";
import { StartError } from "../embedded-postgres.ts";
import { main, stopOnSignal } from "../main.ts";
import type { BenchServer } from "./bench-server.ts";
import { tableOf } from "./print-table.ts";
import { stopPrograms } from "./program.ts";
import { type BenchContext, isMet, type Line, type Row } from "./row.ts";
import { takeTurn } from "./take-turn.ts";

/**
 * `npm run bench` measures every row against a peer in the same run and prints one table; `-- B2 B4` only these rows,
 * `--json` for machines, `--quick` for a look. Exit code 1 when a goal is missed.
 */
await main(async () => {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  ensureClient();
  Object.assign(process.env, {
    VAULT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    LOG_LEVEL: "error",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  const rows = await rowsOf(positionals);
  const endTurn = takeTurn();
  let server: Promise<BenchServer> | undefined;
  const context: BenchContext = {
    quick: values.quick,
    say: (text) => console.error(text),
    server: () => {
      server ??= import("./bench-server.ts").then(({ startBenchServer }) => startBenchServer());
      return server;
    },
  };
  let cleaned: Promise<void> | undefined;
  const cleanUp = async () => {
    await stopPrograms();
    await (await server)?.stop();
    endTurn();
  };
  stopOnSignal(() => {
    cleaned ??= cleanUp();
    return cleaned;
  });
  const lines: Line[] = [];
  const failed: string[] = [];
  for (const row of rows) {
    if (cleaned) break;
    try {
      lines.push(...(await row.run(context)));
    } catch (error) {
      // The other rows are still worth having.
      if (!cleaned) console.error(`${row.id} (${row.title}) failed:`, error);
      failed.push(row.id);
    }
  }
  cleaned ??= cleanUp();
  await cleaned;
  if (values.json) console.log(JSON.stringify(lines.map((line) => ({ ...line, met: isMet(line) }))));
  else console.log(tableOf(lines));
  process.exitCode = failed.length === 0 && lines.every(isMet) ? 0 : 1;
});

async function rowsOf(wanted: readonly string[]): Promise<Row[]> {
  const all: Row[] = [
    (await import("./b1-vendor-call.ts")).vendorCall,
    (await import("./b2-ingest.ts")).ingest,
    (await import("./b3-relay.ts")).relay,
    (await import("./b4-token.ts")).token,
    (await import("./b5-due-table.ts")).dueTable,
    (await import("./b6-log-pages.ts")).logPages,
    (await import("./b6-audit-pages.ts")).auditPages,
    (await import("./b6-transfer-pages.ts")).transferPages,
    (await import("./b7-export.ts")).exportLog,
    (await import("./b7-transfers.ts")).exportTransferLog,
    (await import("./b8-audit.ts")).audit,
    (await import("./b9-api-route.ts")).apiRoute,
    (await import("./b10-pages.ts")).pages,
    (await import("./b11-set-up.ts")).setUp,
  ];
  const unknown = wanted.find((id) => !all.some((row) => row.id === id.toUpperCase()));
  if (unknown) {
    throw new StartError(`There is no row ${unknown}: the rows are ${all.map((row) => row.id).join(", ")}.`);
  }
  return wanted.length === 0 ? all : all.filter((row) => wanted.some((id) => id.toUpperCase() === row.id));
}
