import { ensureClient } from "./build.ts";
import { runOnce } from "./main.ts";

/** `npm run verify-audit` walks the whole chain and compares it with the anchor outside the database. */
await runOnce(async () => {
  ensureClient();
  const { openDatabase } = await import("./database.ts");
  const database = await openDatabase();
  const { closeProcess } = await import("./close-process.ts");
  try {
    const { db } = await import("#lib/db/client.ts");
    const { verifyChain } = await import("#lib/audit/verify-chain.ts");
    const { readAnchor } = await import("#lib/audit/anchor.ts");
    const anchor = readAnchor();
    const verdict = await verifyChain(db(), anchor);
    if (verdict.ok) {
      console.log(`The audit log is whole: ${verdict.rows} rows, head ${verdict.head.slice(0, 16)}.`);
      console.log(
        anchor
          ? `Anchored up to row ${anchor.seq}, at ${anchor.at}.`
          : "Not anchored yet: rows cut off at the end would not be seen.",
      );
    } else {
      console.error(
        `The audit log is damaged: ${verdict.problem}. ${verdict.rows} rows before it are whole.`,
      );
      process.exitCode = 1;
    }
  } finally {
    await closeProcess();
    await database.stop();
  }
});
