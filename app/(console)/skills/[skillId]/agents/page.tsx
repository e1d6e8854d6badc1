// Owner of the data: this Server Component for the skill, TanStack Query in SkillAgents for who holds it.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SkillAgents } from "#components/skills/skill-agents.tsx";
import { SkillFrame } from "#components/skills/skill-frame.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getSkill } from "#lib/skills/get-skill.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Agents of a skill" };

type PageProps = {
  params: Promise<{ skillId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SkillAgentsPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { skillId } = await params;
  const { connection } = await searchParams;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    if (!chosen)
      return (
        <TenantFrame title="Agents of a skill" tenants={[]} chosen={null}>
          {null}
        </TenantFrame>
      );
    const skill = await getSkill(ctx, chosen.id, readTenantId(skillId));
    return (
      <SkillFrame skill={skill} chosen={chosen}>
        <SkillAgents skill={skill} />
      </SkillFrame>
    );
  });
}
