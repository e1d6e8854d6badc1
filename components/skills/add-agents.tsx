"use client";

import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { AgentPicker } from "#components/agents/agent-picker.tsx";
import { TeamMenu } from "#components/agents/team-menu.tsx";
import type { BulkRow } from "#components/tenant/use-bulk.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { DIGITAL } from "#lib/skills/mapping.ts";
import type { SkillView } from "#lib/skills/schema.ts";
import { ProficiencyInput, readProficiency } from "./proficiency-popover.tsx";

type AddAgentsProps = { skill: SkillView; onAdd: (agents: readonly BulkRow[], proficiency: number) => void };

const MOST = 1_000;

/** Chooses agents by search or by team, and how well they know the skill. */
export function AddAgents({ skill, onAdd }: AddAgentsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add agents
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Add agents to ${skill.name}`}
        description={`Up to ${MOST.toLocaleString("en-GB")} at once; CXone is called once for every 50.`}
        wide
      >
        <AddAgentsBody
          skill={skill}
          onAdd={(agents, proficiency) => {
            setOpen(false);
            onAdd(agents, proficiency);
          }}
        />
      </Dialog>
    </>
  );
}

function AddAgentsBody({ skill, onAdd }: AddAgentsProps) {
  const [agents, setAgents] = useState<readonly BulkRow[]>([]);
  const [text, setText] = useState("1");
  const proficiency = readProficiency(text);
  const tooMany = agents.length > MOST;
  const add = (more: readonly BulkRow[]) =>
    setAgents((before) => [...new Map([...before, ...more].map((one) => [one.id, one])).values()]);
  return (
    <div className="space-y-4">
      <AgentPicker
        connectionId={skill.connectionId}
        digital={skill.mediaTypeId === DIGITAL}
        chosen={agents}
        onChoose={({ id, label }, chosen) =>
          chosen ? add([{ id, label }]) : setAgents((before) => before.filter((one) => one.id !== id))
        }
        aside={<TeamMenu connectionId={skill.connectionId} most={MOST} onChoose={add} />}
      />
      <ProficiencyInput text={text} onType={setText} />
      {tooMany && (
        <p className="text-bad text-sm">
          {agents.length} are chosen: at most {MOST.toLocaleString("en-GB")} at once.
        </p>
      )}
      <div className="flex justify-end">
        <Button
          variant="primary"
          disabled={agents.length === 0 || proficiency === null || tooMany}
          onClick={() => proficiency !== null && onAdd(agents, proficiency)}
        >
          {agents.length === 1 ? "Add 1 agent" : `Add ${agents.length} agents`}
        </Button>
      </div>
    </div>
  );
}
