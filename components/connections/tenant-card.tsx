import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { Tenant } from "#lib/connections/schema.ts";

/** What CXone said of itself. */
export function TenantCard({ tenant }: { tenant: Tenant }) {
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
