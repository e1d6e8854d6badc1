import type { AuditDamage, ChainVerdict } from "#lib/audit/schema.ts";
import { ensureClient } from "./build.ts";
import { runOnce } from "./main.ts";

/** `npm run verify-audit` walks the whole chain and compares it with the anchors outside the database. */
await runOnce(async () => {
  ensureClient();
  const { openDatabase } = await import("./database.ts");
  const database = await openDatabase();
  const { closeProcess } = await import("./close-process.ts");
  try {
    const { verifyChain } = await import("#lib/audit/verify-chain.ts");
    const verdict = await verifyChain();
    if (verdict.ok)
      console.log(`The audit log is whole: ${verdict.rows} rows, head ${verdict.head.slice(0, 16)}.`);
    else {
      console.error("The audit log is damaged.");
      for (const damage of verdict.damages) console.error(textOf(damage));
      process.exitCode = 1;
    }
    console.log(anchorText(verdict));
  } finally {
    await closeProcess();
    await database.stop();
  }
});

function textOf({ problem, row }: AuditDamage): string {
  const lines = [`- ${problem}`];
  if (row) {
    lines.push(
      `  now it says: ${row.actorName}, ${row.action}, ${row.object}, at ${row.at}`,
      `  before ${JSON.stringify(row.before)}, after ${JSON.stringify(row.after)}`,
      `  hash ${row.hash}`,
    );
  }
  return lines.join("\n");
}

function anchorText({ anchor }: ChainVerdict): string {
  if (!anchor) return "Not anchored: rows cut off at the end would not be seen.";
  const { seq, at, since, lost } = anchor;
  const text = `Anchored outside the database up to row ${seq}, at ${at}; since ${since}.`;
  if (!lost) return text;
  return `${text}\nThe file of anchors was begun anew: an older one, which is gone, went up to row ${lost.seq}, at ${lost.at}.`;
}
