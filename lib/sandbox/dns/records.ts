import { isIPv4, isIPv6 } from "node:net";
import { type DnsRecord, type DnsType, dnsTypes } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { asInteger, asText, type JsonRecord } from "../wire/values.ts";

/** A sentence about a record that no zone can hold. */
export class BadRecord extends Error {}

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A name as it is kept: lower case, without the period that may end it. */
export function dnsName(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, "");
}

function hostIn(text: string, what: string): string {
  const name = dnsName(text);
  if (name.length > 253 || name === "" || !name.split(".").every((part) => label.test(part)))
    throw new BadRecord(`${what} is no domain name: ${JSON.stringify(text)}.`);
  return name;
}

/** Reads the type of a record; throws BadRecord. */
export function dnsTypeIn(value: unknown): DnsType {
  const found = dnsTypes.find((type) => type === String(value).toUpperCase());
  if (!found) throw new BadRecord(`The type is one of: ${dnsTypes.join(", ")}.`);
  return found;
}

/** A record as a person or a test sends it; the priority of an MX may stand before its host. Throws BadRecord. */
export function recordIn(sent: JsonRecord): DnsRecord {
  const type = dnsTypeIn(sent.type);
  const name = hostIn(asText(sent.name) ?? "", "The name");
  let value = asText(sent.value) ?? "";
  let priority = asInteger(sent.priority) ?? 10;
  // What a person pastes stays as it is: a provider keeps quotation marks too, and the look-up shows them.
  if (type !== "TXT") value = value.trim();
  if (type === "MX") {
    const both = /^(\d{1,5})\s+(\S+)$/.exec(value);
    if (both) [priority, value] = [Number(both[1]), both[2] ?? ""];
  }
  if (type === "CNAME" || type === "NS" || type === "MX") value = hostIn(value, "The value");
  if (type === "A" && !isIPv4(value)) throw new BadRecord("The value of an A record is an IPv4 address.");
  if (type === "AAAA" && !isIPv6(value))
    throw new BadRecord("The value of an AAAA record is an IPv6 address.");
  if (type === "TXT" && (value === "" || Buffer.byteLength(value) > 4096))
    throw new BadRecord("The value of a TXT record has 1 to 4096 bytes.");
  if (priority < 0 || priority > 65_535) throw new BadRecord("The priority is a number from 0 to 65535.");
  const ttl = asInteger(sent.ttl) ?? 300;
  if (ttl < 0 || ttl > 604_800) throw new BadRecord("The TTL is a number of seconds from 0 to 604800.");
  return { id: "", name, type, value, priority: type === "MX" ? priority : 0, ttl };
}

/** Keeps a record beside the others of its name. A CNAME stands alone (RFC 1034 §3.6.2): throws BadRecord otherwise. */
export function addRecord(store: Store, record: DnsRecord): DnsRecord {
  const beside = store.email.dns.where("name", record.name);
  const twin = beside.find((row) => row.type === record.type && row.value === record.value);
  if (twin) return store.email.dns.put(twin.id, { ...record, id: twin.id });
  const isAlias = (row: DnsRecord) => row.type === "CNAME";
  if (beside.length > 0 && (isAlias(record) || beside.some(isAlias)))
    throw new BadRecord(`${record.name}: a CNAME cannot stand beside other records of the same name.`);
  const id = String(store.nextNumber("dnsRecord", 1));
  return store.email.dns.put(id, { ...record, id });
}

/** Takes away what a name holds, of one type or of all; without a name, everything. Answers how many went. */
export function removeRecords(store: Store, name?: string, type?: DnsType): number {
  const wanted = (
    name === undefined ? store.email.dns.list() : store.email.dns.where("name", dnsName(name))
  ).filter((row) => type === undefined || row.type === type);
  for (const row of wanted) store.email.dns.remove(row.id);
  return wanted.length;
}
