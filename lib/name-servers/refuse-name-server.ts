import "server-only";
import { parseNameServer } from "#lib/dns/schema.ts";
import { isListedHost, refuseAddress } from "#lib/http/target.ts";

/**
 * Why a DNS server may not be asked, null when it may. One in a private network has to be on the list of private hosts,
 * as every other system there: a question to it is a packet to a host and port of somebody's choice.
 */
export function refuseNameServer(server: string, allowedPrivateHosts: readonly string[]): string | null {
  const parsed = parseNameServer(server);
  if (!parsed) return `${server} is no address of a DNS server.`;
  const { address: hostname, port } = parsed;
  const host = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  const target = { origin: `dns://${host}`, hostname, host, port, secure: false, path: "" };
  const refusal = refuseAddress(hostname, hostname, isListedHost(target, allowedPrivateHosts));
  if (!refusal) return null;
  return refusal.reason === "private-address"
    ? `${host} is in a private network. An admin has to allow it under Settings > Private hosts first.`
    : refusal.sentence;
}
