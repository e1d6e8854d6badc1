import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { CxoneTenant } from "#lib/connections/cxone/schema.ts";
import type { CxoneV2Tenant } from "#lib/connections/cxone-v2/schema.ts";
import type { EngageTenant } from "#lib/connections/engage/schema.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";

/** What the vendor said of itself; nothing before the first good check. */
export function TenantCard({ connection }: { connection: ConnectionView }) {
  if (!connection.tenant) return null;
  switch (connection.kind) {
    case "engage":
      return <EngageAccount tenant={connection.tenant} />;
    case "cxone-v2":
      return <V2Tenant tenant={connection.tenant} />;
    default:
      return <Tenant tenant={connection.tenant} />;
  }
}

function Tenant({ tenant }: { tenant: CxoneTenant }) {
  return (
    <Section title="Tenant" note="Looked up at CXone, not typed.">
      <div className="grid gap-3 p-3">
        {tenant.tenantName && (
          <p className="text-sm">
            {tenant.tenantName} · {tenant.businessUnitName}
          </p>
        )}
        <CopyField label="Tenant ID" value={tenant.tenantId} />
        <CopyField label="Business unit (Unit Number)" value={tenant.businessUnitId} />
        <CopyField label="API" value={tenant.apiBaseUrl} />
        <CopyField label="Digital API" value={tenant.dfoBaseUrl} />
      </div>
    </Section>
  );
}

function V2Tenant({ tenant }: { tenant: CxoneV2Tenant }) {
  const { baseUrl, tokenUrl, tokenStyle, scopes } = tenant;
  return (
    <Section title="API" note="Found at the last good check.">
      <div className="grid gap-3 p-3">
        <dl className="grid gap-2 text-sm">
          <div>
            <dt className="text-muted">Scopes of the token</dt>
            <dd className="break-words">{scopes ? scopes.join(", ") || "none" : "not told by CXone"}</dd>
          </div>
          <div>
            <dt className="text-muted">The client signs in</dt>
            <dd>{tokenStyle === "basic" ? "in a Basic header" : "in the form body"}</dd>
          </div>
        </dl>
        <CopyField label="API" value={baseUrl} />
        <CopyField label="Token address" value={tokenUrl} />
      </div>
    </Section>
  );
}

function EngageAccount({ tenant }: { tenant: EngageTenant }) {
  const { user, communities, taskMode } = tenant;
  const facts: [label: string, value: string][] = [
    ["Token of", user ? [user.name, user.roleName].filter(Boolean).join(", ") : "not told by Engage"],
    ...(user?.email ? [["E-mail", user.email] satisfies [string, string]] : []),
    ["Communities", communities.map(({ name }) => name).join(", ") || "none seen"],
    ...(taskMode === null
      ? []
      : [["Agents work by", taskMode ? "tasks" : "folders"] satisfies [string, string]]),
  ];
  return (
    <Section title="Account" note="Looked up at Engage, not typed.">
      <div className="grid gap-3 p-3">
        <dl className="grid gap-2 text-sm">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt className="text-muted">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
        <CopyField label="Engage" value={tenant.uiBaseUrl} />
        <CopyField label="Base API URL" value={tenant.apiBaseUrl} />
      </div>
    </Section>
  );
}
