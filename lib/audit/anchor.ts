import "server-only";
import fs from "node:fs";
import path from "node:path";
import * as z from "zod";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";

const anchorSchema = z.object({ seq: z.number().int(), hash: z.string(), at: z.string() });
export type AnchorRecord = z.infer<typeof anchorSchema>;

const file = () => path.join(env().dataDir, "audit-anchor.jsonl");

/**
 * Writes the head of the chain to a file outside the database, one line each time it has moved. A chain alone cannot
 * see rows cut off at its end; this line can.
 */
export async function anchorHead(now: Date): Promise<void> {
  const head = await db().auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const seq = Number(head.seq);
  if (seq === (readAnchor()?.seq ?? 0)) return;
  const line: AnchorRecord = { seq, hash: Buffer.from(head.hash).toString("hex"), at: now.toISOString() };
  fs.mkdirSync(path.dirname(file()), { recursive: true });
  fs.appendFileSync(file(), `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** The last anchor, if there is one. */
export function readAnchor(): AnchorRecord | undefined {
  if (!fs.existsSync(file())) return undefined;
  const last = fs.readFileSync(file(), "utf8").trim().split("\n").at(-1);
  return last ? anchorSchema.parse(JSON.parse(last)) : undefined;
}
