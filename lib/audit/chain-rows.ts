import "server-only";
import type { Readable } from "node:stream";
import { copyOut } from "#lib/db/copy-out.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { AuditFacts } from "./chain.ts";

/** A row as the chain sees it. The bytes are a window into what was read: they hold until the next row is asked for. */
export type ChainRow = {
  seq: number;
  version: number;
  hash: Buffer;
  prevHash: Buffer;
  /** All that is hashed of a row of version 2. */
  canonical: Buffer;
  /** The row's fields; only worth the work when something is wrong with it, or it is of version 1. */
  facts(): AuditFacts;
};

/** The rows of the chain up to `last`, by seq, as a stream for `readChainRows`. The fields after the hash are the canonical form. */
export async function openChain(last: number): Promise<Readable> {
  const { stream } = await copyOut(
    Prisma.sql`SELECT hash, prev_hash, version, seq, at, actor_kind, actor_id, actor_name, action, object, before, after,
        request_id, ip, result, reason
      FROM audit_entry WHERE seq <= ${last} ORDER BY seq`,
    "FORMAT binary",
  );
  return stream;
}

const HEADER_BYTES = 19;
const FIELDS = 16;
const END = -1;

/**
 * Calls `onRow` for each row of a COPY BINARY stream (PostgreSQL, "COPY", binary format), until it returns false. Holds
 * one piece of the stream at a time.
 */
export async function readChainRows(stream: Readable, onRow: (row: ChainRow) => boolean): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER_BYTES;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (bytes.length < skip) {
      rest = bytes;
      continue;
    }
    let at = skip;
    skip = 0;
    for (;;) {
      const end = endOfTuple(bytes, at);
      if (end === undefined) break;
      if (!onRow(rowAt(bytes, at + 2, end))) return;
      at = end;
    }
    rest = bytes.subarray(at);
  }
}

/** Where the tuple that begins at `at` ends; undefined when the rest of it is still to come, or none follows. */
function endOfTuple(bytes: Buffer, at: number): number | undefined {
  if (at + 2 > bytes.length || bytes.readInt16BE(at) === END) return undefined;
  let end = at + 2;
  for (let field = 0; field < FIELDS; field++) {
    if (end + 4 > bytes.length) return undefined;
    const length = bytes.readInt32BE(end);
    end += 4 + Math.max(0, length);
  }
  return end <= bytes.length ? end : undefined;
}

function rowAt(bytes: Buffer, start: number, end: number): ChainRow {
  const hashEnd = start + 4 + bytes.readInt32BE(start);
  const prevEnd = hashEnd + 4 + bytes.readInt32BE(hashEnd);
  return {
    // Each behind the four bytes of its length.
    version: bytes.readInt16BE(prevEnd + 4),
    seq: Number(bytes.readBigInt64BE(prevEnd + 10)),
    hash: bytes.subarray(start + 4, hashEnd),
    prevHash: bytes.subarray(hashEnd + 4, prevEnd),
    canonical: bytes.subarray(hashEnd, end),
    facts: () => factsAt(bytes, prevEnd + 6),
  };
}

const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);

function factsAt(bytes: Buffer, start: number): AuditFacts {
  const [seq, at] = [bytes.readBigInt64BE(start + 4), bytes.readBigInt64BE(start + 16)];
  let place = start + 24;
  const next = () => {
    const length = bytes.readInt32BE(place);
    const from = place + 4;
    place = from + Math.max(0, length);
    return length < 0 ? null : bytes.toString("utf8", from, place);
  };
  return {
    seq: Number(seq),
    at: new Date(POSTGRES_EPOCH_MS + Number(at / 1_000n)),
    actorKind: next() ?? "",
    actorId: next() ?? "",
    actorName: next() ?? "",
    action: next() ?? "",
    object: next() ?? "",
    before: next(),
    after: next(),
    requestId: next() ?? "",
    ip: next(),
    result: next(),
    reason: next(),
  };
}
