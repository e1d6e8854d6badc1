import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { CxoneTenant } from "#lib/connections/cxone/schema.ts";
import type { EngageTenant } from "#lib/connections/engage/schema.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";

/** What the vendor said of itself; nothing before the first good check. */
export function TenantCard({ connection }: { connection: ConnectionView }) {
  if (!connection.tenant) return null;
  return connection.kind === "engage" ? (
    <EngageAccount tenant={connection.tenant} />
  ) : (
    <Tenant tenant={connection.tenant} />
  );
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
