// Owner of the data: this Server Component, read once when the form is opened; SkillForm sends it back as what was seen.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SkillForm } from "#components/skills/skill-form.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getSkill, listTemplates } from "#lib/skills/get-skill.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Edit skill" };

type PageProps = {
  params: Promise<{ skillId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function EditSkillPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  const { skillId } = await params;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    const id = readTenantId(skillId);
    const [skill, templates] = chosen
      ? await Promise.all([getSkill(ctx, chosen.id, id), listTemplates(ctx, chosen.id)])
      : [null, null];
    const query = chosen ? `?connection=${chosen.id}` : "";
    return (
      <TenantFrame
        title={`Edit ${skill?.name ?? "skill"}`}
        breadcrumb={[
          { label: "Skills", href: `/skills${query}` },
          { label: skill?.name ?? skillId, href: `/skills/${skillId}${query}` },
        ]}
        tenants={[]}
        chosen={chosen}
      >
        {chosen && skill && (
          <>
            <StaleNote asOf={skill.readAt} stale={skill.stale} connectionId={chosen.id} />
            <SkillForm connectionId={chosen.id} templates={templates} kept={skill} />
          </>
        )}
      </TenantFrame>
    );
  });
}
