import "server-only";
import { randomUUID } from "node:crypto";
import { systemCtx } from "#lib/auth/ctx.ts";
import { egress } from "#lib/connections/egress.ts";
import { createDnsClient, type DnsClient, type LookedUp } from "#lib/dns/look-up.ts";
import type { LookUpAnswer } from "#lib/dns/schema.ts";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";
import { getNameServers } from "./reads.ts";
import { refuseNameServer } from "./refuse-name-server.ts";

type AskedFor = { requestId: string; connectionId: string | null };

/**
 * A DNS client that asks whom the workspace chose and notes each look-up in the request log. A server that is not allowed any
 * more is not asked: every look-up fails with the reason. The environment's and the system's are the host's own and trusted.
 */
export async function dnsClientFor(asked: AskedFor): Promise<DnsClient> {
  const { source, servers } = await getNameServers(systemCtx("dns"));
  const host = servers.join(", ") || "system resolver";
  const note = (event: LookedUp) => noteLookUp(host, event, asked);
  const refused = source === "setting" ? await firstRefusal(servers) : null;
  if (refused) {
    const answer: LookUpAnswer = { outcome: "server_failed", detail: refused };
    return {
      lookUp: async (type, name) => {
        note({ type, name, at: new Date(), durationMs: 0, answer });
        return answer;
      },
    };
  }
  return createDnsClient({ servers: servers.length > 0 ? servers : null, onLookUp: note });
}

async function firstRefusal(servers: readonly string[]): Promise<string | null> {
  const allowed = await allowedPrivateHosts();
  return servers.map((server) => refuseNameServer(server, allowed)).find(Boolean) ?? null;
}

/** Response codes of RFC 1035 §4.1.1; null stands for a question that was not answered. */
const RCODES = { found: 0, none: 0, no_such_name: 3, server_failed: null, timed_out: null } as const;

function noteLookUp(host: string, { type, name, at, durationMs, answer }: LookedUp, asked: AskedFor): void {
  const log = egress().requestLog;
  const isFailure = "detail" in answer;
  if (!isFailure && log.admitsSuccess?.() === false) return;
  log.append({
    id: randomUUID(),
    at,
    connectionId: asked.connectionId,
    operation: `dns.look-up-${type.toLowerCase()}`,
    method: "DNS",
    host,
    path: `${name} ${type}`,
    status: RCODES[answer.outcome],
    durationMs,
    attempt: 1,
    requestId: asked.requestId,
    requestHeaders: {},
    requestBody: null,
    responseHeaders: null,
    responseBody: JSON.stringify(answer),
    error: isFailure ? `${answer.outcome}: ${answer.detail}` : null,
  });
}
