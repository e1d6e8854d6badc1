"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { ProficiencyPopover } from "#components/skills/proficiency-popover.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import type { AgentDetail } from "#lib/agents/schema.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";

const SkillPicker = lazy(() =>
  import("#components/skills/skill-picker.tsx").then((file) => ({ default: file.SkillPicker })),
);

/** The skills an agent holds, how well, and more of them. */
export function AgentSkills({ agent }: { agent: AgentDetail }) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const base = `/api/connections/${agent.connectionId}/agents/${agent.agentId}/skills`;

  const save = async (path: string, body: object, title: string) => {
    setProblem(null);
    try {
      await fetchJson(path, { body });
      toast({ kind: "good", title });
      router.refresh();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };

  return (
    <Section
      title="Skills"
      note="Proficiency 1 is the best, 20 the least."
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          Add skills
        </Button>
      }
    >
      {problem && <ErrorState problem={problem} className="m-3" />}
      {agent.held.length === 0 && (
        <p className="p-3 text-muted text-sm">None: CXone offers this agent nothing.</p>
      )}
      <ul className="divide-y text-sm">
        {agent.held.map((skill) => (
          <li key={skill.skillId} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
            <span className="min-w-0">
              <Link href={`/skills/${skill.skillId}?connection=${agent.connectionId}`}>{skill.name}</Link>{" "}
              <span className="text-muted">
                {skill.mediaType} · proficiency {skill.proficiency ?? "not set"}
              </span>{" "}
              {!skill.active && <ActiveState active={false} />}
            </span>
            <span className="flex gap-2">
              <ProficiencyPopover
                label="Proficiency"
                align="end"
                onSet={(proficiency) =>
                  void save(
                    base,
                    { skillId: skill.skillId, proficiency },
                    `${skill.name}: proficiency ${proficiency}`,
                  )
                }
              />
              <Button
                size="sm"
                variant="ghost"
                onClick={() =>
                  void save(`${base}/remove`, { skillId: skill.skillId }, `${skill.name} taken away`)
                }
              >
                Remove<span className="sr-only"> {skill.name}</span>
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Dialog open={adding} onOpenChange={setAdding} title={`Add skills to ${agent.name}`}>
        <Suspense fallback={<Skeleton className="h-40" />}>
          <SkillPicker
            connectionId={agent.connectionId}
            multiple
            chosen={agent.held.map(({ skillId, name }) => ({ id: skillId, label: name }))}
            onChoose={({ id, label }, chosen) =>
              void (chosen
                ? save(base, { skillId: id }, `${label} given`)
                : save(`${base}/remove`, { skillId: id }, `${label} taken away`))
            }
          />
        </Suspense>
        {problem && <ErrorState problem={problem} className="mt-3" />}
      </Dialog>
    </Section>
  );
}
