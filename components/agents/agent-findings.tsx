import { MenuPath } from "#components/setup/menu-path.tsx";
import { Section } from "#components/ui/card.tsx";
import { StateIcon } from "#components/ui/state.tsx";
import type { Finding } from "#lib/agents/state.ts";

/** What must hold for digital conversations (M-54), each with its fix. */
export function AgentFindings({ findings }: { findings: readonly Finding[] }) {
  return (
    <Section
      title="Digital readiness"
      note="Seen by the API; it does not prove that the agent's application works."
    >
      <ul className="divide-y text-sm">
        {findings.map((finding) => (
          <li key={finding.id} className="flex gap-3 px-3 py-2">
            <StateIcon kind={finding.kind} className="mt-0.5" />
            <div className="min-w-0">
              <p className="font-medium">
                {finding.title} <code className="font-normal text-faint text-xs">{finding.id}</code>
              </p>
              <p className="text-muted">{finding.message}</p>
              {finding.fix && (
                <div className="mt-1">
                  <p>{finding.fix.sentence}</p>
                  {finding.fix.path && <MenuPath path={finding.fix.path} />}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
