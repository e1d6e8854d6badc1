import type { DomainRecord, RecordKind } from "./schema.ts";

/** Regions in which SES takes mail in; CXone's tenants have theirs in one of them. */
export const SES_REGIONS = [
  "us-west-2",
  "us-east-1",
  "us-east-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "eu-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "me-south-1",
  "me-central-1",
  "il-central-1",
  "af-south-1",
  "sa-east-1",
  "us-gov-west-1",
] as const;

/** Tells records of a domain apart; a change of any part makes another one. */
export const keyOf = ({ type, name, value, kind }: DomainRecord) => `${type} ${name} ${kind} ${value}`;

export const SES_SPF = "v=spf1 include:amazonses.com ~all";

/**
 * What SES asks of a domain, as far as it follows from name and region. The values of verification and DKIM are made by
 * SES and stay empty until somebody copies them (M-10, M-11).
 */
export function defaultRecords(domain: string, region: string): DomainRecord[] {
  const record = (
    kind: RecordKind,
    type: DomainRecord["type"],
    name: string,
    value: string,
    need: DomainRecord["need"] = "required",
  ): DomainRecord => ({ kind, type, name, value, need });
  const mailFrom = `mail.${domain}`;
  return [
    record("verification", "TXT", `_amazonses.${domain}`, ""),
    ...[1, 2, 3].map((n) => record("dkim", "CNAME", `token${n}._domainkey.${domain}`, "")),
    record("inbound", "MX", domain, `10 inbound-smtp.${region}.amazonaws.com`),
    record("mail_from_mx", "MX", mailFrom, `10 feedback-smtp.${region}.amazonses.com`, "recommended"),
    record("mail_from_spf", "TXT", mailFrom, SES_SPF, "recommended"),
    record("spf", "TXT", domain, SES_SPF, "recommended"),
    record("dmarc", "TXT", `_dmarc.${domain}`, "v=DMARC1; p=none;", "recommended"),
  ];
}

/** What a record is for, by where it stands and what it says. */
export function kindOf(
  { type, name, value }: Pick<DomainRecord, "type" | "name" | "value">,
  domain: string,
): RecordKind {
  if (type === "CNAME") return name.includes("._domainkey.") ? "dkim" : "other";
  if (type === "MX") {
    if (/feedback-smtp\./i.test(value)) return "mail_from_mx";
    return name === domain ? "inbound" : /inbound-smtp\./i.test(value) ? "inbound" : "mail_from_mx";
  }
  if (name.startsWith("_amazonses.")) return "verification";
  if (name.startsWith("_dmarc.")) return "dmarc";
  if (/^v=spf1(\s|$)/i.test(value)) return name === domain ? "spf" : "mail_from_spf";
  return "other";
}

/** Records of a paste in place of those of the same kind; what is then still empty of SES's own proofs falls away. */
export function mergeRecords(kept: readonly DomainRecord[], pasted: readonly DomainRecord[]): DomainRecord[] {
  const kinds = new Set(pasted.map(({ kind }) => kind));
  const bringsProof = kinds.has("verification") || kinds.has("dkim");
  const remaining = kept.filter(
    ({ kind, value, ...record }) =>
      !(kind === "other"
        ? pasted.some((one) => one.name === record.name && one.type === record.type)
        : kinds.has(kind)) && !(bringsProof && value === ""),
  );
  const order: RecordKind[] = [
    "verification",
    "dkim",
    "inbound",
    "mail_from_mx",
    "mail_from_spf",
    "spf",
    "dmarc",
    "other",
  ];
  return [...pasted, ...remaining].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The name as a zone's page wants it: without the zone at its end, "@" for the zone itself. */
export function hostIn(zone: string, name: string): string {
  if (name === zone) return "@";
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

const PROVIDERS: readonly (readonly [RegExp, string, "short" | "whole"])[] = [
  [/\.awsdns-\d+\./, "Amazon Route 53", "short"],
  [/\.ns\.cloudflare\.com$/, "Cloudflare", "short"],
  [/\.domaincontrol\.com$/, "GoDaddy", "short"],
  [/\.azure-dns\./, "Azure DNS", "short"],
  [/^ns-cloud-.*\.googledomains\.com$/, "Google Cloud DNS", "whole"],
  [/\.googledomains\.com$/, "Squarespace Domains", "short"],
  [/\.squarespacedns\.com$/, "Squarespace Domains", "short"],
  [/\.ui-dns\./, "IONOS", "short"],
  [/\.registrar-servers\.com$/, "Namecheap", "short"],
  [/\.(hetzner\.(com|de)|first-ns\.de|second-ns\.(com|de))$/, "Hetzner", "short"],
  [/\.ovh\.net$/, "OVHcloud", "short"],
  [/\.gandi\.net$/, "Gandi", "short"],
  [/\.digitalocean\.com$/, "DigitalOcean", "short"],
  [/\.rzone\.de$/, "STRATO", "short"],
  [/\.wixdns\.net$/, "Wix", "short"],
  [/\.dnsimple(-edge)?\./, "DNSimple", "short"],
  [/\.nsone\.net$/, "NS1", "whole"],
  [/\.akam\.net$/, "Akamai Edge DNS", "whole"],
  [/\.ultradns\./, "UltraDNS", "whole"],
];

/** Whose page the records are entered on, by its name servers, and whether that page adds the domain itself. */
export function providerOf(
  nameServers: readonly string[],
): { name: string; hosts: "short" | "whole" } | null {
  for (const [pattern, name, hosts] of PROVIDERS) {
    if (nameServers.some((server) => pattern.test(server))) return { name, hosts };
  }
  return null;
}
