import { isIP } from "node:net";
import { classifyAddress } from "./address.ts";

export type RefusalReason =
  | "not-a-url"
  | "not-https"
  | "credentials-in-url"
  | "port-not-allowed"
  | "private-address"
  | "forbidden-address"
  | "does-not-resolve";

export interface Refusal {
  readonly reason: RefusalReason;
  /** For people: what is wrong and what to do. */
  readonly sentence: string;
}

export interface Target {
  readonly origin: string;
  /** Lower case, without brackets or trailing dot. */
  readonly hostname: string;
  /** `host:port` as shown in logs; the port is left out when it is the scheme's own. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Path and query as they go on the wire. */
  readonly path: string;
}

export const DEFAULT_PORTS: readonly number[] = [443];

/** Splits a URL into what the guard looks at. Decimal, octal and hex spellings of IPv4 come out dotted. */
export function parseTarget(url: string): Target | null {
  // The URL parser drops tabs, line breaks and outer blanks without a word; nobody types them on purpose.
  if (/[\s\\]/.test(url) || hasControl(url)) return null;
  const parsed = URL.parse(url);
  if (!parsed?.hostname || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return null;
  const secure = parsed.protocol === "https:";
  return {
    origin: parsed.origin,
    hostname: parsed.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, ""),
    host: parsed.host,
    port: parsed.port === "" ? (secure ? 443 : 80) : Number(parsed.port),
    secure,
    path: parsed.pathname + parsed.search,
  };
}

function hasControl(url: string): boolean {
  for (let at = 0; at < url.length; at += 1) if (url.charCodeAt(at) < 0x21) return true;
  return false;
}

/** True when `host` or `host:port` of the target is on the administrator's list of private hosts. */
export function isListedHost(target: Target, allowedPrivateHosts: readonly string[]): boolean {
  const bare = target.hostname.includes(":") ? `[${target.hostname}]` : target.hostname;
  const withPort = `${bare}:${target.port}`;
  return allowedPrivateHosts.some((entry) => {
    const listed = entry.trim().toLowerCase();
    return listed === bare || listed === target.hostname || listed === withPort;
  });
}

/**
 * Everything that can be said about a target without resolving its name: scheme, port, credentials, literal address.
 * Returns null when nothing speaks against it. A listed host may use http, any port and a private address.
 */
export function refuseTarget(
  url: string,
  target: Target,
  listed: boolean,
  ports: readonly number[],
): Refusal | null {
  const authority = url.slice(url.indexOf("//") + 2).split(/[/?#]/, 1)[0] ?? "";
  if (authority.includes("@")) {
    return { reason: "credentials-in-url", sentence: "Leave user name and password out of the address." };
  }
  if (!listed && !target.secure) {
    return { reason: "not-https", sentence: `Use https: ${target.host} would be called without encryption.` };
  }
  if (!listed && !ports.includes(target.port)) {
    const known = ports.join(", ");
    return {
      reason: "port-not-allowed",
      sentence: `Port ${target.port} is not allowed for public hosts (allowed: ${known}).`,
    };
  }
  return isIP(target.hostname) ? refuseAddress(target.hostname, target.hostname, listed) : null;
}

/** Judges one address that `hostname` stands for. */
export function refuseAddress(hostname: string, address: string, listed: boolean): Refusal | null {
  const verdict = classifyAddress(address);
  if (verdict.kind === "public" || (verdict.kind === "private" && listed)) return null;
  const what = hostname === address ? address : `${hostname} resolves to ${address}, which`;
  if (verdict.kind === "private") {
    return {
      reason: "private-address",
      sentence: `${what} is not public: ${verdict.range}. Use a public address, or have an admin add the host to the allowed private hosts.`,
    };
  }
  return {
    reason: "forbidden-address",
    sentence: `${what} can never be called: ${verdict.range}. Use the public address of the service.`,
  };
}
