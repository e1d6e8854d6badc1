import { createHash } from "node:crypto";
import { addRecord, removeRecords } from "../dns/records.ts";
import type { DnsRecord, DnsType, EmailDomain, SesState } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";

/** Domains as SES verifies them: by records in DNS that have to appear within 72 hours. */

export const sesGivesUpAfterMs = 72 * 3_600_000;

export type WantedRecord = {
  part: "identity" | "dkim" | "inbound" | "mailFrom";
  name: string;
  type: DnsType;
  value: string;
  priority: number;
};

/** The records that the console shows for a domain, in its order. */
export function wantedRecords(domain: EmailDomain): WantedRecord[] {
  const { name, region, mailFrom } = domain;
  const record = (
    part: WantedRecord["part"],
    type: DnsType,
    host: string,
    value: string,
    priority = 0,
  ): WantedRecord => ({ part, type, name: host, value, priority });
  return [
    record("identity", "TXT", `_amazonses.${name}`, domain.verificationToken),
    ...domain.dkimTokens.map((token) =>
      record("dkim", "CNAME", `${token}._domainkey.${name}`, `${token}.dkim.amazonses.com`),
    ),
    record("inbound", "MX", name, `inbound-smtp.${region}.amazonaws.com`, 10),
    ...(mailFrom === null
      ? []
      : [
          record("mailFrom", "MX", mailFrom, `feedback-smtp.${region}.amazonses.com`, 10),
          record("mailFrom", "TXT", mailFrom, "v=spf1 include:amazonses.com ~all"),
        ]),
  ];
}

/** Whether DNS shows a record as it is wanted; others beside it do no harm. */
export function isSeen(store: Store, wanted: WantedRecord): boolean {
  return store.email.dns
    .where("name", wanted.name)
    .some((row) => row.type === wanted.type && row.value === wanted.value);
}

function partState(
  store: Store,
  domain: EmailDomain,
  part: WantedRecord["part"],
  before: SesState,
): SesState {
  if (before !== "Pending") return before;
  // Given up before a record that came too late is looked for.
  if (store.now() - domain.startedAt > sesGivesUpAfterMs) return "Failed";
  const wanted = wantedRecords(domain).filter((row) => row.part === part);
  return wanted.length > 0 && wanted.every((row) => isSeen(store, row)) ? "Success" : "Pending";
}

/** Lets SES look: called when a record has changed and before anything is said of a domain. */
export function settleDomains(store: Store): void {
  for (const domain of store.email.domains.list()) {
    const change = {
      identity: partState(store, domain, "identity", domain.identity),
      dkim: partState(store, domain, "dkim", domain.dkim),
      mailFromState:
        domain.mailFrom === null
          ? domain.mailFromState
          : partState(store, domain, "mailFrom", domain.mailFromState),
    };
    const isSame =
      change.identity === domain.identity &&
      change.dkim === domain.dkim &&
      change.mailFromState === domain.mailFromState;
    if (!isSame) store.email.domains.update(domain.name, { ...change, endedAt: store.now() });
  }
}

/** The state of the whole domain, which the drop-down "Verified domain" goes by. */
export function domainState(domain: EmailDomain): SesState {
  if (domain.identity === "Failed" || domain.dkim === "Failed") return "Failed";
  return domain.identity === "Success" && domain.dkim === "Success" ? "Success" : "Pending";
}

/** The domain as SES sees it now, or undefined. */
export function settledDomain(store: Store, name: string): EmailDomain | undefined {
  settleDomains(store);
  return store.email.domains.get(name.toLowerCase());
}

/** Begins the verification of a domain; its tokens follow from its name, so that a reset does not change them. */
export function createDomain(store: Store, name: string, mailFrom: string | null): EmailDomain {
  const digest = (what: string) =>
    createHash("sha256").update(`${store.tenant.tenantId} ${name} ${what}`).digest();
  const dkimTokens = ["dkim1", "dkim2", "dkim3"].map((what) => digest(what).toString("hex").slice(0, 32));
  const domain = store.email.domains.put(name, {
    name,
    region: "us-west-2",
    verificationToken: digest("identity").toString("base64"),
    dkimTokens,
    mailFrom,
    startedAt: store.now(),
    identity: "Pending",
    dkim: "Pending",
    mailFromState: "Pending",
    endedAt: null,
  });
  // What the CNAMEs lead to is Amazon's own zone.
  for (const [at, token] of dkimTokens.entries()) {
    const host = `${token}.dkim.amazonses.com`;
    removeRecords(store, host);
    addRecord(
      store,
      recordOf(
        host,
        "TXT",
        `p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ${digest(`key${at}`).toString("hex")}IDAQAB`,
      ),
    );
  }
  settleDomains(store);
  return store.email.domains.get(name) ?? domain;
}

/** Starts the 72 hours again for what is not verified. */
export function restartDomain(store: Store, domain: EmailDomain): EmailDomain {
  const again = (state: SesState): SesState => (state === "Success" ? state : "Pending");
  store.email.domains.update(domain.name, {
    startedAt: store.now(),
    identity: again(domain.identity),
    dkim: again(domain.dkim),
    mailFromState: again(domain.mailFromState),
    endedAt: null,
  });
  return settledDomain(store, domain.name) ?? domain;
}

function recordOf(name: string, type: DnsType, value: string, priority = 0): DnsRecord {
  return { id: "", name, type, value, priority, ttl: 300 };
}

/** Puts every wanted record of a domain into DNS, in place of what stood there. */
export function publishDomain(store: Store, domain: EmailDomain): EmailDomain {
  for (const { name, type, value, priority } of wantedRecords(domain)) {
    // A CNAME stands alone: it gives way to others, and others to it.
    removeRecords(store, name, type === "CNAME" ? undefined : type);
    removeRecords(store, name, "CNAME");
    addRecord(store, recordOf(name, type, value, priority));
  }
  return settledDomain(store, domain.name) ?? domain;
}

/** Whether mail to the domain reaches SES at all. */
export function reachesSes(store: Store, domain: EmailDomain): boolean {
  return wantedRecords(domain)
    .filter((row) => row.part === "inbound")
    .every((row) => isSeen(store, row));
}
