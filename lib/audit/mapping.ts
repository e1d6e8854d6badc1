/** A field that a deed changed, as text. Undefined where there was, or is, nothing. */
export type AuditChange = { field: string; from?: string; to?: string };

/** What differs between before and after, field by field, with nested fields as paths (`settings.issuer`). */
export function changesOf(before: unknown, after: unknown): AuditChange[] {
  const [old, now] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])].sort();
  return fields
    .map((field) => ({ field, from: old.get(field), to: now.get(field) }))
    .filter(({ from, to }) => from !== to);
}

/** How a deed went. */
export type AuditResult = "done" | "refused" | "failed";

/** How a deed went, by its name: `session.refused`, `setup.run_failed`; all others were done. */
export function resultOf(action: string): AuditResult {
  const end = /(refused|failed)$/.exec(action)?.[1];
  return end === "refused" || end === "failed" ? end : "done";
}

const PAGES: Record<string, string> = {
  connection: "/connections",
  handover: "/handovers",
  conversation: "/conversations",
  transfer: "/transfers",
  delivery: "/activity/deliveries",
  policy: "/transfers/policies",
  "email-domain": "/email/domains",
  "email-channel": "/email/channels",
};
/** Objects of a tenant, behind its connection: `skill:con_1:7`. */
const TENANT_PAGES: Record<string, string> = { skill: "/skills", campaign: "/campaigns", agent: "/agents" };
const LISTS: Record<string, string> = {
  user: "/settings/people",
  token: "/settings/api-tokens",
  ...TENANT_PAGES,
  deliveries: "/activity/deliveries",
  retention: "/settings/retention",
  host: "/settings/private-hosts",
  "rep-request": "/email/requests",
  "email-extensions": "/email/extensions",
  "bounced-address": "/email/bounced",
  audit: "/activity/audit",
};

/** Where the page of an audited object is, else of the list it stands in: `connection:con_1` → `/connections/con_1`. */
export function pageOfObject(object: string): string | undefined {
  const [kind = "", id, part] = object.split(":");
  if (TENANT_PAGES[kind] && id && part)
    return `${TENANT_PAGES[kind]}/${encodeURIComponent(part)}?connection=${encodeURIComponent(id)}`;
  return PAGES[kind] && id ? `${PAGES[kind]}/${encodeURIComponent(id)}` : LISTS[kind];
}

function flatten(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) {
    return new Map([[path || "value", typeof value === "string" ? value : JSON.stringify(value)]]);
  }
  return new Map(
    Object.entries(value).flatMap(([key, item]) => [...flatten(item, path ? `${path}.${key}` : key)]),
  );
}
