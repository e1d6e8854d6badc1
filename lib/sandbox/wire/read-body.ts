import type { SandboxContext } from "../sandbox.ts";
import { asRecord, field, type JsonRecord } from "./values.ts";

export class MalformedBody extends Error {}

/**
 * Reads a request body by what it contains, not by what its header claims: the vendor's own kit sends JSON as
 * text/plain and forms as application/json (facts/cxone.md §0.2). Throws MalformedBody for broken JSON.
 */
export function parseBody(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (trimmed.startsWith("{") || trimmed.startsWith("[") || trimmed.startsWith('"')) {
    try {
      return JSON.parse(trimmed);
    } catch {
      throw new MalformedBody("The request body is not valid JSON.");
    }
  }
  if (/^[^\s=&]+=/.test(trimmed)) return Object.fromEntries(new URLSearchParams(trimmed));
  return trimmed;
}

export async function readBody(c: SandboxContext): Promise<unknown> {
  return parseBody(await c.req.text());
}

export async function readRecord(c: SandboxContext): Promise<JsonRecord> {
  return asRecord(await readBody(c));
}

/**
 * A parameter that may come in the query or in the body (facts/cxone.md §0.4). The body wins: it is what callers
 * turn to when values are too long for an address.
 */
export async function readParameter(c: SandboxContext, name: string): Promise<unknown> {
  const fromBody = field(asRecord(await readBody(c)), name);
  return fromBody ?? field(c.req.query(), name);
}

/** The values of a query list, written `name[]=a&name[]=b`, `name=a&name=b` or `name[0]=a`. */
export function queryList(c: SandboxContext, name: string): string[] {
  const values: string[] = [];
  for (const [key, list] of Object.entries(c.req.queries())) {
    if (key === name || key.startsWith(`${name}[`)) values.push(...list);
  }
  return values;
}
