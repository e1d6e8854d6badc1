// Owner of the data: this Server Component, read once; TemplateEditor sends what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { TemplateEditor } from "#components/email/templates/template-editor.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { getTemplate } from "#lib/email/templates/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "New template" };

type Props = { searchParams: Promise<{ connection?: string; from?: string }> };

export default async function NewTemplatePage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { connection, from } = await searchParams;
  return permitted(async () => {
    requireRole(ctx, "admin", "operator");
    const model = from ? await getTemplate(ctx, from) : undefined;
    const { tenants, chosen } = await getTenants(ctx, model?.connection.id ?? connection);
    return (
      <TenantFrame
        title="New template"
        note="HTML with variables, and how its reader sees it."
        breadcrumb={[{ label: "Templates", href: "/email/templates" }]}
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <TemplateEditor connectionId={chosen.id} model={model} />}
      </TenantFrame>
    );
  });
}
