"use client";

import UserPlus from "lucide-react/icons/user-plus";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { EmailRole, RoleMemberRow } from "#lib/email/permissions/schema.ts";
import { GiveRole } from "./give-role.tsx";

type RoleMembersProps = {
  connectionId: string;
  roles: readonly EmailRole[];
  members: readonly RoleMemberRow[];
  mayChange: boolean;
  onChanged: () => void;
};

/** Who is to have which digital role: exactly one each (M-51). Whether they can answer their own page says (M-54). */
export function RoleMembers({ connectionId, roles, members, mayChange, onChanged }: RoleMembersProps) {
  const [giving, setGiving] = useState(false);
  const withdraw = async ({ agentId, name }: RoleMemberRow) => {
    try {
      await fetchJson(`/api/email/permissions/${connectionId}/members/${agentId}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toast({ kind: "bad", title: `${name} keeps the role`, description: error.detail ?? error.title });
    }
    onChanged();
  };
  return (
    <Section
      title="People"
      note="A person has exactly one digital role. In CXone Agent they also need the Digital Engagement attribute and a digital skill; in MAX one of the two is enough."
      actions={
        mayChange && (
          <Button onClick={() => setGiving(true)}>
            <UserPlus aria-hidden />
            Give a role
          </Button>
        )
      }
    >
      {members.length === 0 ? (
        <EmptyState kind="nothing-yet" title="Nobody has been given a digital role here" />
      ) : (
        <ul aria-label="People with a digital role" className="divide-y">
          {members.map((member) => (
            <li key={member.agentId} className="flex items-center justify-between gap-3 px-4 py-2 text-sm">
              <span className="min-w-0">
                <Link href={`/agents/${member.agentId}?connection=${connectionId}`}>{member.name}</Link>
                <span className="ml-3 text-muted">{member.roleName}</span>
              </span>
              {mayChange && (
                <IconButton
                  label={`Take the role ${member.roleName} from ${member.name}`}
                  icon={<X aria-hidden />}
                  onClick={() => void withdraw(member)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {giving && (
        <GiveRole
          connectionId={connectionId}
          roles={roles}
          onClose={() => setGiving(false)}
          onGiven={onChanged}
        />
      )}
    </Section>
  );
}
