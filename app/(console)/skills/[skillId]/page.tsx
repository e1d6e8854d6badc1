// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ReadinessSection } from "#components/readiness/readiness-section.tsx";
import { SkillFrame } from "#components/skills/skill-frame.tsx";
import { SkillSettings } from "#components/skills/skill-settings.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getReadiness } from "#lib/readiness/reads.ts";
import { getSkill } from "#lib/skills/get-skill.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Skill" };

type PageProps = {
  params: Promise<{ skillId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SkillPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { skillId } = await params;
  const { connection, notKept } = await searchParams;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    if (!chosen)
      return (
        <TenantFrame title="Skill" tenants={[]} chosen={null}>
          {null}
        </TenantFrame>
      );
    const [skill, readiness] = await Promise.all([
      getSkill(ctx, chosen.id, readTenantId(skillId)),
      getReadiness(ctx, chosen.id),
    ]);
    return (
      <SkillFrame skill={skill} chosen={chosen}>
        {notKept && (
          <Callout kind="warning" className="mb-4" title="CXone did not take over everything">
            Its API left these as they were: {String(notKept)}. Set them in CXone under ACD &gt; Contact
            Settings &gt; ACD Skills, the skill.
          </Callout>
        )}
        <SkillSettings skill={skill} />
        <div className="mt-8">
          <ReadinessSection
            readiness={readiness}
            object={{ kind: "skill", id: skillId }}
            connectionId={chosen.id}
          />
        </div>
      </SkillFrame>
    );
  });
}
