import "server-only";
import type { Db } from "#lib/db/client.ts";
import { type AuditFacts, chainHash } from "./chain.ts";

export type Verdict =
  | { ok: true; rows: number; head: string }
  | { ok: false; rows: number; seq: number; problem: string };

const PAGE = 1_000;

/** Where the chain stood when it was last anchored outside the database. */
export type Anchor = { seq: number; hash: string };

/**
 * Walks the chain from its first row. Names the first row that was changed, moved or removed; with an anchor it also
 * sees rows cut off at the end, which the chain alone cannot.
 */
export async function verifyChain(db: Db, anchor?: Anchor): Promise<Verdict> {
  // Read first: rows that are written during the walk stand after it and are not this walk's business.
  const head = await db.auditHead.findUnique({ where: { id: 1 } });
  const last = Number(head?.seq ?? 0);
  let previous: Uint8Array = new Uint8Array(32);
  let seq = 0;
  let anchored = !anchor || anchor.seq === 0;
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { seq: { gt: seq, lte: last } },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    for (const row of rows) {
      const facts: AuditFacts = { ...row, seq: Number(row.seq) };
      if (facts.seq !== seq + 1)
        return { ok: false, rows: seq, seq: seq + 1, problem: `row ${seq + 1} is missing` };
      if (!equal(row.prevHash, previous) || !equal(row.hash, chainHash(previous, facts))) {
        return {
          ok: false,
          rows: seq,
          seq: facts.seq,
          problem: `row ${facts.seq} (${row.action}) was changed after it was written`,
        };
      }
      previous = row.hash;
      seq = facts.seq;
      if (anchor && anchor.seq === seq) {
        if (hex(previous) !== anchor.hash) {
          return {
            ok: false,
            rows: seq,
            seq,
            problem: `row ${seq} differs from the anchor kept outside the database`,
          };
        }
        anchored = true;
      }
    }
    if (rows.length < PAGE) break;
  }
  if (!head || last !== seq || !equal(head.hash, previous)) {
    return { ok: false, rows: seq, seq: seq + 1, problem: `rows after ${seq} were cut off` };
  }
  const stray = await rowAfterHead(db);
  if (stray) return { ok: false, rows: seq, seq: stray, problem: `row ${stray} was not written by Patchbay` };
  if (!anchored)
    return { ok: false, rows: seq, seq: seq + 1, problem: `rows ${seq + 1} to ${anchor?.seq} were cut off` };
  return { ok: true, rows: seq, head: hex(previous) };
}

/** The last row, when it stands beyond the head. The head is read after it: a writer moves both at once. */
async function rowAfterHead(db: Db): Promise<number | undefined> {
  const row = await db.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const head = await db.auditHead.findUnique({ where: { id: 1 } });
  return row && head && row.seq > head.seq ? Number(row.seq) : undefined;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const equal = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(Buffer.from(b));
