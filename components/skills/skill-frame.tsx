import NextLink from "next/link";
import type { ReactNode } from "react";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import type { SkillView } from "#lib/skills/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { SkillSwitch } from "./skill-switch.tsx";

type SkillFrameProps = { skill: SkillView; chosen: TenantChoice; children: ReactNode };

/** What the pages of one skill have in common. */
export function SkillFrame({ skill, chosen, children }: SkillFrameProps) {
  const query = `?connection=${chosen.id}`;
  const base = `/skills/${skill.skillId}`;
  return (
    <TenantFrame
      title={skill.name}
      state={<ActiveState active={skill.active} pill />}
      breadcrumb={[{ label: "Skills", href: `/skills${query}` }]}
      tenants={[]}
      chosen={chosen}
      actions={
        <>
          <Button asChild variant="primary">
            <NextLink href={`${base}/edit${query}`}>Edit</NextLink>
          </Button>
          <SkillSwitch skill={skill} />
        </>
      }
    >
      <StaleNote asOf={skill.readAt} stale={skill.stale} connectionId={chosen.id} />
      <TabLinks
        label="Parts of the skill"
        className="mb-4"
        tabs={[
          { href: base + query, label: "Settings" },
          { href: `${base}/agents${query}`, label: "Agents" },
        ]}
      />
      {children}
    </TenantFrame>
  );
}
