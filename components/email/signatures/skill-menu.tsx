"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryProvider } from "#components/query-provider.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { SkillAgentRow, SkillRow } from "#lib/skills/schema.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";

type SkillMenuProps = {
  connectionId: string;
  /** As many are read at most. */
  most: number;
  onChoose: (agents: { id: number; label: string }[]) => void;
};

const DIGITAL = "9";

/** Adds all who hold a digital skill. */
export function SkillMenu(props: SkillMenuProps) {
  return (
    <QueryProvider>
      <Skills {...props} />
    </QueryProvider>
  );
}

function Skills({ connectionId, most, onChoose }: SkillMenuProps) {
  const [reading, setReading] = useState("");
  const { data } = useQuery({
    queryKey: queryKeys.skills.list({ connectionId, menu: true }),
    queryFn: ({ signal }) =>
      fetchJson<TenantPage<SkillRow>>(`/api/connections/${connectionId}/skills`, {
        query: { media: DIGITAL, active: "yes" },
        signal,
      }),
    staleTime: 60_000,
  });
  const choose = async ({ skillId, name }: SkillRow) => {
    setReading(`Reading ${name}`);
    try {
      onChoose(await agentsOfSkill(connectionId, skillId, most));
      setReading("");
    } catch {
      setReading(`${name} could not be read`);
    }
  };
  return (
    <>
      <Menu
        label="All with a skill"
        entries={(data?.items ?? []).map((skill) => ({
          label: skill.name,
          onSelect: () => void choose(skill),
        }))}
      />
      {reading && (
        <span role="status" className="self-center text-muted text-xs">
          {reading}
        </span>
      )}
    </>
  );
}

/** The agents who hold a skill, page by page, one past `most` at the end so that too many is noticed. */
async function agentsOfSkill(connectionId: string, skillId: number, most: number) {
  const found: { id: number; label: string }[] = [];
  let older: string | null | undefined;
  do {
    const page: TenantPage<SkillAgentRow> = await fetchJson(
      `/api/connections/${connectionId}/skills/${skillId}/agents`,
      { query: { older } },
    );
    found.push(
      ...page.items.filter(({ active }) => active).map(({ agentId, name }) => ({ id: agentId, label: name })),
    );
    older = page.older;
  } while (older && found.length <= most);
  return found;
}
