import "server-only";
import { Resolver } from "node:dns/promises";
import type { LookUpAnswer, RecordType } from "./schema.ts";

/** One look-up as the request log tells of it. */
export type LookedUp = {
  type: RecordType;
  name: string;
  at: Date;
  durationMs: number;
  answer: LookUpAnswer;
};

type DnsClientOptions = {
  /** `ip`, `ip:port` or `[ip]:port`; null for the system's own. */
  servers: readonly string[] | null;
  /** For one question to one server; every server is asked up to `tries` times. Milliseconds. */
  timeoutMs?: number;
  tries?: number;
  onLookUp?: (event: LookedUp) => void;
};

export type DnsClient = {
  /** Never throws: a failure is an outcome. Follows CNAMEs, as every resolver does, unless asked for the CNAME. */
  lookUp: (type: RecordType, name: string) => Promise<LookUpAnswer>;
};

/** Longer than this nobody waits, however many servers there are. */
const DEADLINE_MS = 15_000;

/**
 * Asks DNS servers afresh: nothing is cached here, and what is truncated is fetched over TCP by the resolver itself. Ask
 * one client for one look at a domain; the questions of it run side by side.
 */
export function createDnsClient({
  servers,
  timeoutMs = 2_500,
  tries = 2,
  onLookUp,
}: DnsClientOptions): DnsClient {
  const lookUp = async (type: RecordType, name: string): Promise<LookUpAnswer> => {
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers) resolver.setServers(servers);
    const at = new Date();
    const started = performance.now();
    const deadline = setTimeout(() => resolver.cancel(), DEADLINE_MS);
    const answer = await ask(resolver, type, name)
      .then(found, failed)
      .finally(() => clearTimeout(deadline));
    onLookUp?.({ type, name, at, durationMs: performance.now() - started, answer });
    return answer;
  };
  return { lookUp };
}

async function ask(resolver: Resolver, type: RecordType, name: string): Promise<string[]> {
  if (type === "TXT") return (await resolver.resolveTxt(name)).map((strings) => strings.join(""));
  if (type === "MX") {
    const hosts = await resolver.resolveMx(name);
    return hosts.map(({ priority, exchange }) => `${priority} ${hostName(exchange)}`);
  }
  const hosts = type === "NS" ? await resolver.resolveNs(name) : await resolver.resolveCname(name);
  return hosts.map(hostName);
}

const hostName = (name: string) => name.toLowerCase().replace(/\.$/, "");

/** In an order of ours: servers rotate theirs. */
const found = (values: string[]): LookUpAnswer =>
  values.length > 0 ? { outcome: "found", values: values.sort() } : { outcome: "none" };

function failed(error: NodeJS.ErrnoException): LookUpAnswer {
  const code = error.code ?? "unknown";
  switch (code) {
    case "ENODATA":
      return { outcome: "none" };
    case "ENOTFOUND":
      return { outcome: "no_such_name" };
    case "ETIMEOUT":
    case "ECANCELLED":
      return { outcome: "timed_out", detail: "No DNS server answered in time." };
    case "ESERVFAIL":
      return { outcome: "server_failed", detail: "The DNS server could not find out (SERVFAIL)." };
    case "EREFUSED":
      return { outcome: "server_failed", detail: "The DNS server refuses to answer (REFUSED)." };
    case "ECONNREFUSED":
      return { outcome: "server_failed", detail: "No DNS server could be reached." };
    case "EBADNAME":
      return { outcome: "server_failed", detail: "This is no name that can be looked up." };
    default:
      return { outcome: "server_failed", detail: `The look-up failed (${code}).` };
  }
}
