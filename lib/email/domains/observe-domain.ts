import "server-only";
import type { DnsClient } from "#lib/dns/look-up.ts";
import type { LookUpAnswer } from "#lib/dns/schema.ts";
import { providerOf } from "./mapping.ts";
import type { DomainRecord } from "./schema.ts";
import { type Evidence, valuesOf, type ZoneFacts } from "./state.ts";

const nothing: LookUpAnswer = { outcome: "none" };

/** Asks DNS all that judging one record needs: more questions only where the first answer leaves something open. */
export async function observeRecord(dns: DnsClient, record: DomainRecord, domain: string): Promise<Evidence> {
  const { type, name } = record;
  if (record.value === "") return { own: nothing, alias: null, others: [], doubled: null };
  const own = await dns.lookUp(type, name);
  const isAlias = type === "CNAME";
  if ("detail" in own) return { own, alias: null, others: [], doubled: null };
  const isFound = own.outcome === "found";
  const [alias, others, doubled] = await Promise.all([
    isAlias ? null : dns.lookUp("CNAME", name),
    isAlias ? besideAlias(dns, name, valuesOf(own)[0]) : [],
    isFound ? null : dns.lookUp(type, `${name}.${domain}`),
  ]);
  return { own, alias, others, doubled: doubled && { name: `${name}.${domain}`, answer: doubled } };
}

type Others = Evidence["others"];

/** A resolver follows the CNAME: what the target has too is not beside it. */
async function besideAlias(dns: DnsClient, name: string, target: string | undefined): Promise<Others> {
  const seen = valuesOf(await dns.lookUp("TXT", name));
  if (seen.length === 0) return [];
  const behind = target === undefined ? [] : valuesOf(await dns.lookUp("TXT", target));
  const values = seen.filter((value) => !behind.includes(value));
  return values.length > 0 ? [{ type: "TXT", values }] : [];
}

/** The zone that a domain is in: where its name servers are named, at it or above it. */
export async function observeZone(dns: DnsClient, domain: string): Promise<ZoneFacts | null> {
  const labels = domain.split(".");
  for (let cut = 0; labels.length - cut >= 2; cut++) {
    const name = labels.slice(cut).join(".");
    const nameServers = valuesOf(await dns.lookUp("NS", name));
    if (nameServers.length === 0) continue;
    const provider = providerOf(nameServers);
    return { name, nameServers, provider: provider?.name ?? null, hosts: provider?.hosts ?? "short" };
  }
  return null;
}
