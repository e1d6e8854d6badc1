import "server-only";
import { hash } from "node:crypto";

/** The fields of an audit row that its hash covers. */
export type AuditFacts = {
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  object: string;
  before: unknown;
  after: unknown;
  requestId: string;
  ip: string | null;
};

/** JSON with sorted keys: jsonb does not keep the order in which keys were written. */
export function canonicalJson(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Hash of a row, chained to the one before: SHA-256 over the previous hash and the facts in fixed order. */
export function chainHash(previous: Uint8Array, facts: AuditFacts): Buffer {
  const line = JSON.stringify([
    facts.seq,
    facts.at.toISOString(),
    facts.actorKind,
    facts.actorId,
    facts.actorName,
    facts.action,
    facts.object,
    canonicalJson(facts.before),
    canonicalJson(facts.after),
    facts.requestId,
    facts.ip,
  ]);
  return Buffer.from(hash("sha256", Buffer.concat([previous, Buffer.from(line)]), "buffer"));
}
