import "server-only";
import { isIP, type Socket, connect as tcpConnect } from "node:net";
import { pinnedLookup, RefusedAddress, type Resolve, resolveWithSystem } from "#lib/http/pinned-lookup.ts";
import { isListedHost, parseTarget, refuseAddress } from "#lib/http/target.ts";

/** Submission and relay ports; others only at hosts that an admin listed. */
const PUBLIC_PORTS: readonly number[] = [25, 465, 587, 2525];

export type ConnectOptions = {
  host: string;
  port: number;
  /** `host` or `host:port` entries that an administrator listed. */
  allowedPrivateHosts: readonly string[];
  timeoutMs: number;
  resolve?: Resolve | undefined;
};

/**
 * A socket to the server, through the same guard as every other call: each address is judged, and exactly the one that
 * was judged is connected to. Rejects with `RefusedAddress`, or with the system's error.
 */
export async function connectGuarded({
  host,
  port,
  allowedPrivateHosts,
  timeoutMs,
  resolve = resolveWithSystem,
}: ConnectOptions): Promise<Socket> {
  const target = parseTarget(`https://${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
  if (!target) throw Object.assign(new Error(`${host} is no host name`), { code: "ENOTFOUND" });
  const listed = isListedHost({ ...target, port }, allowedPrivateHosts);
  if (!listed && !PUBLIC_PORTS.includes(port)) {
    throw new RefusedAddress({
      reason: "port-not-allowed",
      sentence: `Port ${port} is not allowed for mail (allowed: ${PUBLIC_PORTS.join(", ")}).`,
    });
  }
  const literal = isIP(target.hostname) ? refuseAddress(host, target.hostname, listed) : null;
  if (literal) throw new RefusedAddress(literal);
  return new Promise((connected, failed) => {
    const lookup = pinnedLookup(resolve, () => listed);
    const socket = tcpConnect({ host: target.hostname, port, lookup });
    const timer = setTimeout(() => {
      socket.destroy();
      failed(Object.assign(new Error(`No connection within ${timeoutMs} ms`), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const settle = (done: () => void) => {
      clearTimeout(timer);
      socket.removeAllListeners("error").removeAllListeners("connect");
      done();
    };
    socket.once("connect", () => settle(() => connected(socket)));
    socket.once("error", (error) => settle(() => failed(error)));
  });
}
