import "server-only";
import { db } from "#lib/db/client.ts";
import { type Anchor, readAnchors } from "./anchor.ts";
import { CHAIN_VERSION, chainHashV1, GENESIS, sha256Text } from "./chain.ts";
import { type ChainRow, openChain, readChainRows } from "./chain-rows.ts";
import { compareAnchors, type Report } from "./compare-anchors.ts";
import type { AuditDamage, ChainVerdict } from "./schema.ts";

/** Enough to see what happened; who wrote the whole table anew need not fill the page. */
const MAX_DAMAGES = 10;
const PROGRESS_EVERY_ROWS = 50_000;

type Options = {
  /** Those of the file when left out. */
  anchors?: Iterable<Anchor | undefined>;
  onProgress?: (rows: number, total: number) => void;
};

/**
 * Walks the chain from its first row, in constant memory, as fast as the rows can be copied out. Names each row that was
 * changed, removed or put in, and by the anchors outside the database rows cut off at the end and a chain written anew.
 */
export async function verifyChain(options: Options = {}): Promise<ChainVerdict> {
  // Read first: rows that are written during the walk stand after it and are not this walk's business.
  const head = await db().auditHead.findUnique({ where: { id: 1 } });
  const total = Number(head?.seq ?? 0);
  const damages: AuditDamage[] = [];
  const report: Report = (kind, seq, problem, row) => {
    if (damages.length < MAX_DAMAGES) damages.push({ kind, seq, problem, row: row ? viewRow(row) : null });
  };
  const anchors = compareAnchors(report, options.anchors ?? readAnchors());
  let last: ChainRow | undefined;
  let lastWhole = true;

  await readChainRows(await openChain(total), (row) => {
    const whole = isWhole(row);
    if (whole) checkPlace(row, last, lastWhole, report);
    else
      report(
        "changed",
        row.seq,
        `row ${row.seq} (${row.facts().action}) was changed or moved after it was written`,
        row,
      );
    anchors.row(row);
    last = row;
    lastWhole = whole;
    if (row.seq % PROGRESS_EVERY_ROWS === 0) options.onProgress?.(row.seq, total);
    return damages.length < MAX_DAMAGES;
  });

  const rows = last?.seq ?? 0;
  const hash = last?.hash ?? GENESIS;
  if (damages.length < MAX_DAMAGES) {
    if (rows < total) report("cut_off", rows + 1, `${named(rows + 1, total)} cut off at the end`);
    else if (!head || !Buffer.from(head.hash).equals(hash))
      report("changed", rows, `row ${rows} is not the one that was written last`, last);
    const stray = await rowAfterHead();
    if (stray) report("extra", stray, `row ${stray} was not written by Patchbay`);
  }
  const known = { anchoredSeq: Number(head?.anchoredSeq ?? 0), anchoredAt: head?.anchoredAt ?? null };
  const anchor = anchors.end(rows, known);
  return { ok: damages.length === 0, rows, head: Buffer.from(hash).toString("hex"), damages, anchor };
}

/** Whether a row that is what was written also stands behind the row that it was written behind. */
function checkPlace(row: ChainRow, last: ChainRow | undefined, lastWhole: boolean, report: Report): void {
  const { seq } = row;
  const expected = (last?.seq ?? 0) + 1;
  if (seq > expected) report("missing", expected, `${named(expected, seq - 1)} missing`);
  else if (seq < expected) report("extra", seq, `row ${seq} was not written by Patchbay`, row);
  // What the row remembers of the one before is what was there when it was written.
  else if (lastWhole && !row.prevHash.equals(last?.hash ?? GENESIS)) {
    if (!last) report("changed", seq, `row ${seq} was written behind another row`, row);
    else
      report(
        "changed",
        last.seq,
        `row ${last.seq} (${last.facts().action}) was changed together with its hash`,
        last,
      );
  }
}

/** Whether a row is what its hash says. */
function isWhole(row: ChainRow): boolean {
  if (row.version === CHAIN_VERSION) return row.hash.toString("latin1") === sha256Text(row.canonical);
  if (row.version !== 1) return false;
  const facts = row.facts();
  return !facts.result && !facts.reason && row.hash.equals(chainHashV1(row.prevHash, facts));
}

/** The last row, when it stands beyond the head. The head is read after it: a writer moves both at once. */
async function rowAfterHead(): Promise<number | undefined> {
  const row = await db().auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const head = await db().auditHead.findUnique({ where: { id: 1 } });
  return row && head && row.seq > head.seq ? Number(row.seq) : undefined;
}

const named = (from: number, to: number) => (from === to ? `row ${from} is` : `rows ${from} to ${to} are`);

function viewRow(row: ChainRow): AuditDamage["row"] {
  const { seq, at, actorName, action, object, before, after } = row.facts();
  const [hash, json] = [row.hash.toString("hex"), (text: string | null) => (text ? JSON.parse(text) : null)];
  return {
    seq,
    at: at.toISOString(),
    actorName,
    action,
    object,
    before: json(before),
    after: json(after),
    hash,
  };
}
