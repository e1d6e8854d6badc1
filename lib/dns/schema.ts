import * as z from "zod";

export const RECORD_TYPES = ["TXT", "CNAME", "MX", "NS"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/**
 * What a look-up came to. Values as people write them: the strings of a TXT record joined, an MX as "10 host", host names in
 * lower case without the period at their end. `none`: the name exists, with records of other types.
 */
export type LookUpAnswer =
  | { outcome: "found"; values: readonly string[] }
  | { outcome: "none" | "no_such_name" }
  | { outcome: "server_failed" | "timed_out"; detail: string };

const SENTENCE = "Enter the address of a DNS server such as 1.1.1.1, 10.0.0.53:5353 or [2606:4700::1111]:53.";

const isAddress = (text: string) => z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success;

/** An address and its port (53 unless given), as parts. Null for what is none. */
export function parseNameServer(text: string): { address: string; port: number } | null {
  const [, bracketed, after] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? [];
  const [, plain, behind] = /^([^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  const port = Number(after ?? behind ?? 53);
  return isAddress(address) && port >= 1 && port <= 65_535 ? { address, port } : null;
}

/** `ip`, `ip:port` or `[ip]:port`. */
export const nameServer = z
  .string()
  .trim()
  .refine((text) => parseNameServer(text) !== null, { error: SENTENCE });

/** Up to three of them, asked in this order; none means the system's own resolver. */
export const nameServers = z
  .array(nameServer)
  .max(3, { error: "At most three DNS servers." })
  .refine((all) => new Set(all).size === all.length, { error: "The same DNS server stands here twice." });
