import "server-only";
import fs from "node:fs";
import path from "node:path";
import * as z from "zod";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";

const anchorSchema = z.object({
  seq: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** On the first line of a file that was begun anew: up to where the one before had come. */
  lost: z.object({ seq: z.number().int(), at: z.iso.datetime() }).optional(),
});
/** Where the chain stood at a moment, as it was written outside the database. */
export type Anchor = z.infer<typeof anchorSchema>;

const TAIL_BYTES = 4_096;
const PIECE_BYTES = 65_536;

export const anchorFile = () => path.join(env().dataDir, "audit-anchor.jsonl");

/**
 * Writes the head of the chain to a file outside the database, one line each time it has moved. A chain alone cannot
 * see rows cut off at its end; these lines can. A chain that has become shorter is never anchored: that would hide it.
 */
export async function anchorHead(now: Date): Promise<void> {
  const {
    seq: headSeq,
    hash,
    anchoredSeq,
    anchoredAt,
  } = await db().auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const seq = Number(headSeq);
  const tail = readTail();
  const last = tail
    .split("\n")
    .map(parseAnchor)
    .findLast((anchor) => anchor !== undefined);
  if (seq === (last?.seq ?? 0)) return;
  if (last && seq < last.seq) {
    log.error(
      { seq, anchored: last.seq },
      "audit log: rows that were anchored are gone; run npm run verify-audit",
    );
    return;
  }
  const lost =
    !last && anchoredSeq && anchoredAt
      ? { seq: Number(anchoredSeq), at: anchoredAt.toISOString() }
      : undefined;
  const line: Anchor = {
    seq,
    hash: Buffer.from(hash).toString("hex"),
    at: now.toISOString(),
    ...(lost ? { lost } : {}),
  };
  // A line that was torn by a crash stays a line of its own.
  append(`${tail && !tail.endsWith("\n") ? "\n" : ""}${JSON.stringify(line)}\n`);
  // After the line is on the disk: a database that knows of an anchor the file does not have is what a lost file looks like.
  await db().auditHead.update({ where: { id: 1 }, data: { anchoredSeq: seq, anchoredAt: now } });
}

function append(line: string): void {
  fs.mkdirSync(path.dirname(anchorFile()), { recursive: true });
  const file = fs.openSync(anchorFile(), "a", 0o600);
  try {
    fs.writeSync(file, line);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** The last lines of the file, the first of them perhaps cut. */
function readTail(): string {
  if (!fs.existsSync(anchorFile())) return "";
  const file = fs.openSync(anchorFile(), "r");
  try {
    const { size } = fs.fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    fs.readSync(file, tail, 0, tail.length, size - tail.length);
    return tail.toString("latin1");
  } finally {
    fs.closeSync(file);
  }
}

/** Every anchor in the order of the file, undefined for a line that is none. Nothing when there is no file. */
export function* readAnchors(): Generator<Anchor | undefined> {
  if (!fs.existsSync(anchorFile())) return;
  const file = fs.openSync(anchorFile(), "r");
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let rest = "";
    for (let length = fs.readSync(file, piece); length > 0; length = fs.readSync(file, piece)) {
      const lines = (rest + piece.toString("latin1", 0, length)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield parseAnchor(line);
    }
    if (rest) yield parseAnchor(rest);
  } finally {
    fs.closeSync(file);
  }
}

function parseAnchor(line: string): Anchor | undefined {
  try {
    return anchorSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
