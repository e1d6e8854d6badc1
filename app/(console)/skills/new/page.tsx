// Owner of the data: this Server Component, for the little there is; SkillForm holds what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SkillForm } from "#components/skills/skill-form.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listTemplates } from "#lib/skills/get-skill.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "New skill" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewSkillPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    const templates = chosen ? await listTemplates(ctx, chosen.id) : null;
    return (
      <TenantFrame
        title="New skill"
        note="Patchbay makes it in CXone. The access key's user needs Skills Create and Skills Edit there."
        breadcrumb={[{ label: "Skills", href: `/skills${chosen ? `?connection=${chosen.id}` : ""}` }]}
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <SkillForm connectionId={chosen.id} templates={templates} />}
      </TenantFrame>
    );
  });
}
