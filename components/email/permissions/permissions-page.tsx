"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { PermissionMatrix, RoleMemberRow } from "#lib/email/permissions/schema.ts";
import { EmailFindings } from "../email-findings.tsx";
import { CellDialog } from "./cell-dialog.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { RoleMembers } from "./role-members.tsx";

type PermissionsPageProps = {
  connectionId: string;
  matrix: PermissionMatrix;
  members: readonly RoleMemberRow[];
  mayChange: boolean;
};

export type OpenCell = { roleId: string; channelId: string };

/** Roles against email channels, what is wrong with them, and who has which role. */
export function PermissionsPage({ connectionId, matrix, members, mayChange }: PermissionsPageProps) {
  const router = useRouter();
  const [cell, setCell] = useState<OpenCell | null>(null);
  const [roleId, setRoleId] = useState<string | null>(null);
  const refresh = () => router.refresh();
  const { channels, roles, findings } = matrix;
  const roleOf = (id: string | undefined) => roles.find((role) => role.roleId === id);
  const openRole = roleOf(roleId ?? undefined);
  const cellRole = roleOf(cell?.roleId);
  const cellChannel = channels.find(({ id }) => id === cell?.channelId);
  return (
    <div className="space-y-8">
      <Section title="Findings" note="What keeps mail from being answered, worst first.">
        <div className={findings.length === 0 ? "p-4" : ""}>
          <EmailFindings findings={findings} />
        </div>
      </Section>
      <Section
        kind="plain"
        title="Roles and channels"
        note="A role sees mail of a channel only after the channel was added to it. Reading is not answering: that takes Send Replies."
      >
        {channels.length === 0 ? (
          <EmptyState kind="nothing-yet" title="No email channel yet">
            Channels appear here when their set-up begins.
          </EmptyState>
        ) : (
          <MatrixTable matrix={matrix} mayChange={mayChange} onOpenCell={setCell} onOpenRole={setRoleId} />
        )}
      </Section>
      <Callout title="A new role, in this order">
        Make it in Admin and give it a permission of Digital Engagement, save; only then it appears under ACD,
        Digital, Roles, where it gets channels and people. It needs Skills View in Admin as well: without it
        Send Replies does nothing.
      </Callout>
      <RoleMembers
        connectionId={connectionId}
        roles={roles}
        members={members}
        mayChange={mayChange}
        onChanged={refresh}
      />
      {cell && cellRole && cellChannel && (
        <CellDialog
          connectionId={connectionId}
          role={cellRole}
          channel={cellChannel}
          onClose={() => setCell(null)}
          onSaved={() => {
            setCell(null);
            refresh();
          }}
        />
      )}
      {openRole && (
        <RoleDialog
          connectionId={connectionId}
          role={openRole}
          channels={channels}
          mayChange={mayChange}
          onClose={() => setRoleId(null)}
          onSaved={refresh}
        />
      )}
    </div>
  );
}
