// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { AgentFindings } from "#components/agents/agent-findings.tsx";
import { AgentSkills } from "#components/agents/agent-skills.tsx";
import { Facts } from "#components/console/facts.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Section } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Id } from "#components/ui/id.tsx";
import { getAgent } from "#lib/agents/get-agent.ts";
import type { AgentDetail } from "#lib/agents/schema.ts";
import { stateName } from "#lib/agents/state.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants, readTenantId } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Agent" };

type PageProps = {
  params: Promise<{ agentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AgentPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  const { agentId } = await params;
  return permitted(async () => {
    const { chosen } = await getTenants(ctx, connection);
    const agent = chosen && (await getAgent(ctx, chosen.id, readTenantId(agentId)));
    return (
      <TenantFrame
        title={agent?.name ?? "Agent"}
        state={agent && <ActiveState active={agent.active} pill />}
        breadcrumb={[{ label: "Agents", href: `/agents${chosen ? `?connection=${chosen.id}` : ""}` }]}
        tenants={[]}
        chosen={chosen}
      >
        {agent && (
          <>
            <StaleNote asOf={agent.readAt} stale={agent.stale} connectionId={agent.connectionId} />
            <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
              <div className="grid content-start gap-6">
                <AgentFindings findings={agent.findings} />
                <AgentSkills agent={agent} />
              </div>
              <div className="grid content-start gap-6">
                <Section title="Agent" note="Users are made and changed in CXone.">
                  <Facts
                    className="p-3"
                    facts={[
                      ["State", agent.state ? stateName(agent.state) : "Not known"],
                      ["Team", agent.teamName || "None"],
                      ["Role", agent.profile || "Not known"],
                      ["User name", agent.userName],
                      ["E-mail", agent.email || "None"],
                      ["Agent ID", <Id key="id" value={agentId} label="agent id" chars={12} />],
                    ]}
                  />
                </Section>
                <Section title="Permissions" note="Of the agent's role, as CXone names them.">
                  <div className="p-3 text-sm">
                    <Permissions permissions={agent.permissions} />
                  </div>
                </Section>
              </div>
            </div>
          </>
        )}
      </TenantFrame>
    );
  });
}

const SKILLS_VIEW = {
  true: "Skills View: granted.",
  false: "Skills View is missing: without it the agent cannot answer messages.",
  null: "CXone does not name Skills View.",
};

function Permissions({ permissions }: Pick<AgentDetail, "permissions">) {
  if (!permissions) return <p className="text-muted">CXone did not say.</p>;
  const { granted, total, skillsView } = permissions;
  return (
    <div className="grid gap-2">
      <p className={skillsView === false ? "text-bad" : undefined}>{SKILLS_VIEW[`${skillsView}`]}</p>
      <Disclosure summary={`${granted.length} of ${total} granted`}>
        <ul className="grid gap-0.5 text-muted text-xs">
          {granted.map((key) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
