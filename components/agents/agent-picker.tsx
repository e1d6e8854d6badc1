"use client";

import type { ReactNode } from "react";
import { ObjectPicker } from "#components/tenant/object-picker.tsx";
import type { AgentRow } from "#lib/agents/schema.ts";
import type { PickerOption } from "#lib/tenant/schema.ts";

type AgentPickerProps = {
  connectionId: string;
  chosen: readonly { id: number; label: string }[];
  onChoose: (agent: PickerOption, chosen: boolean) => void;
  /** For a digital skill: an agent without Digital Engagement is said so. */
  digital?: boolean;
  /** Then such an agent cannot be chosen. */
  mustEngage?: boolean;
  filter?: Readonly<Record<string, string>>;
  aside?: ReactNode;
};

/** Active agents of a tenant, as many as wanted. */
export function AgentPicker({ digital = false, mustEngage = false, filter, ...rest }: AgentPickerProps) {
  return (
    <ObjectPicker<AgentRow>
      {...rest}
      noun="agents"
      filter={{ active: "yes", ...filter }}
      multiple
      toOption={(agent) => {
        const lacks = digital && agent.digitalEngagement === false;
        return {
          id: agent.agentId,
          label: agent.name,
          hint: lacks ? "No digital engagement in CXone" : agent.teamName || null,
          disabled: lacks && mustEngage,
        };
      }}
    />
  );
}
