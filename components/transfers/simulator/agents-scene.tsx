"use client";

import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ObservedScene } from "#lib/transfers/simulation/schema.ts";

type Agent = NonNullable<ObservedScene["agents"]>[number];
type AgentsSceneProps = {
  agents: readonly Agent[];
  /** The skill that the target asks for, with its name. */
  skill: { id: string; name: string } | null;
  onChange: (agents: Agent[]) => void;
};

/** Beyond these the panel would be a list of people; those taken from the tenant count all the same. */
const SHOWN = 12;

/** Who could take the call: whether each is free, and holds the skill. */
export function AgentsScene({ agents, skill, onChange }: AgentsSceneProps) {
  const id = useId();
  const change = (at: number, next: Partial<Agent>) =>
    onChange(agents.map((agent, index) => (index === at ? { ...agent, ...next } : agent)));
  const add = () => {
    const name = `Agent ${agents.length + 1}`;
    const status = "AVAILABLE";
    const skills = skill ? [skill.id] : [];
    onChange([...agents, { id: `by-hand-${Date.now()}`, name, status, available: true, skills }]);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Agents</legend>
      {agents.length === 0 && <p className="text-muted text-sm">Nobody is there.</p>}
      <ul className="space-y-1">
        {agents.slice(0, SHOWN).map((agent, at) => (
          <li key={agent.id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
            <span className="min-w-24 flex-1 break-words">
              {agent.name}
              {!agent.available && agent.status !== "UNAVAILABLE" && (
                <span className="text-muted text-xs"> {agent.status}</span>
              )}
            </span>
            <span className="flex items-center gap-3">
              <span className="flex items-center gap-1">
                <Checkbox
                  id={`${id}-${at}-free`}
                  checked={agent.available}
                  onChange={(event) =>
                    change(at, {
                      available: event.target.checked,
                      status: event.target.checked ? "AVAILABLE" : "UNAVAILABLE",
                    })
                  }
                />
                <label htmlFor={`${id}-${at}-free`}>
                  available<span className="sr-only">: {agent.name}</span>
                </label>
              </span>
              {skill && (
                <span className="flex items-center gap-1">
                  <Checkbox
                    id={`${id}-${at}-skill`}
                    checked={agent.skills.includes(skill.id)}
                    onChange={(event) =>
                      change(at, {
                        skills: event.target.checked
                          ? [...agent.skills, skill.id]
                          : agent.skills.filter((one) => one !== skill.id),
                      })
                    }
                  />
                  <label htmlFor={`${id}-${at}-skill`}>
                    {skill.name}
                    <span className="sr-only">: {agent.name}</span>
                  </label>
                </span>
              )}
              <IconButton
                size="sm"
                label={`Take ${agent.name} out`}
                icon={<X aria-hidden />}
                onClick={() => onChange(agents.filter((_, index) => index !== at))}
              />
            </span>
          </li>
        ))}
      </ul>
      {agents.length > SHOWN && (
        <p className="text-faint text-xs">and {agents.length - SHOWN} more, who count as well</p>
      )}
      <Button size="sm" className="mt-1" onClick={add}>
        <Plus aria-hidden />
        Add agent
      </Button>
    </fieldset>
  );
}
