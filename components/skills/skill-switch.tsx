"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SkillView } from "#lib/skills/schema.ts";

/** Deactivates or activates a skill. CXone deletes none. */
export function SkillSwitch({ skill }: { skill: SkillView }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const deed = skill.active ? "deactivate" : "activate";
  return (
    <>
      <Button onClick={() => setAsking(true)}>{skill.active ? "Deactivate" : "Activate"}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${skill.active ? "Deactivate" : "Activate"} ${skill.name}?`}
        confirmLabel={skill.active ? "Deactivate skill" : "Activate skill"}
        danger={skill.active}
        onConfirm={async () => {
          await fetchJson(`/api/connections/${skill.connectionId}/skills/${skill.skillId}/${deed}`, {
            method: "POST",
          });
          toast({ kind: "good", title: skill.active ? "Skill deactivated" : "Skill activated" });
          router.refresh();
        }}
      >
        {skill.active ? (
          <>
            <p>
              CXone offers nothing to its agents any more. Agents, settings and reports are kept; it can be
              activated again.
            </p>
            {skill.handovers.length > 0 && (
              <p className="mt-2 font-medium text-bad">
                In use by {skill.handovers.map(({ name }) => name).join(", ")}: visitors of{" "}
                {skill.handovers.length === 1 ? "it" : "these"} would wait without end.
              </p>
            )}
          </>
        ) : (
          <p>CXone offers its contacts to the agents who hold it again.</p>
        )}
      </ConfirmDialog>
    </>
  );
}
