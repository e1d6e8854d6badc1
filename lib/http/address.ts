import ipaddr from "ipaddr.js";

/**
 * - `public`: may be called.
 * - `private`: our own side of some firewall; callable only when an administrator has listed the host.
 * - `forbidden`: never callable, listed or not (cloud metadata, link-local, multicast, reserved).
 */
export type AddressVerdict =
  | { readonly kind: "public" }
  | { readonly kind: "private" | "forbidden"; readonly range: string };

const PUBLIC: AddressVerdict = { kind: "public" };

const PRIVATE_RANGES: Readonly<Record<string, string>> = {
  private: "private network",
  loopback: "this machine itself (loopback)",
  uniqueLocal: "private network",
  carrierGradeNat: "carrier-grade NAT",
};

/** Metadata services that live outside 169.254.0.0/16: AWS and Google over IPv6, Alibaba, Azure's wire server. */
const METADATA_ADDRESSES = new Set(["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16"]);

const RANGE_NAMES: Readonly<Record<string, string>> = {
  linkLocal: "link-local, where cloud metadata services live",
  unspecified: "unspecified address",
  multicast: "multicast",
  broadcast: "broadcast",
};

/**
 * Says whether an IP address literal may be called. Pure. IPv4 hidden in IPv6 (mapped, NAT64) is judged as the IPv4 it is;
 * what is no address at all is forbidden.
 */
export function classifyAddress(address: string): AddressVerdict {
  let parsed: ipaddr.IPv4 | ipaddr.IPv6;
  try {
    parsed = ipaddr.process(address);
  } catch {
    return { kind: "forbidden", range: "not an IP address" };
  }
  if (METADATA_ADDRESSES.has(parsed.toString()))
    return { kind: "forbidden", range: "cloud metadata service" };
  const embedded = embeddedIpv4(parsed);
  if (embedded) return classifyAddress(embedded);
  const range: string = parsed.range();
  if (range === "unicast") return PUBLIC;
  const privateRange = PRIVATE_RANGES[range];
  return privateRange
    ? { kind: "private", range: privateRange }
    : { kind: "forbidden", range: RANGE_NAMES[range] ?? `reserved range (${range})` };
}

/** The IPv4 address inside 64:ff9b::/96 (NAT64) or the long-deprecated ::a.b.c.d; null for all others. */
function embeddedIpv4(address: ipaddr.IPv4 | ipaddr.IPv6): string | null {
  if (!(address instanceof ipaddr.IPv6)) return null;
  const [a, b, c, d, e, f, high = 0, low = 0] = address.parts;
  const middleIsZero = c === 0 && d === 0 && e === 0 && f === 0;
  const isNat64 = a === 0x64 && b === 0xff9b && middleIsZero;
  const isCompatible = a === 0 && b === 0 && middleIsZero && high !== 0;
  return isNat64 || isCompatible ? `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` : null;
}
