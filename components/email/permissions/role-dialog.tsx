"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import type { EmailRole } from "#lib/email/permissions/schema.ts";
import { Attestation } from "../attestation.tsx";

type RoleDialogProps = {
  connectionId: string;
  role: EmailRole;
  channels: readonly { id: string; name: string }[];
  mayChange: boolean;
  onClose: () => void;
  onSaved: () => void;
};

/** What a person ticks in CXone for a role, channel by channel. */
export function RoleDialog({ connectionId, role, channels, mayChange, onClose, onSaved }: RoleDialogProps) {
  const within = channels.filter(({ id }) => role.channels[id]);
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`${role.name} in CXone`} wide>
      <div className="space-y-4">
        {within.length === 0 ? (
          <p className="text-muted text-sm">
            The role has no email channel: take out each that still stands there.
          </p>
        ) : (
          <dl className="space-y-2 text-sm">
            {within.map(({ id, name }) => (
              <div key={id}>
                <dt className="font-medium">{name}</dt>
                <dd className="text-muted">{role.channels[id]?.join(", ")}</dd>
              </div>
            ))}
          </dl>
        )}
        <Attestation
          path={[
            "CXone",
            "ACD",
            "Digital",
            "Roles",
            role.name,
            "Edit",
            "Channels",
            "Edit permissions",
            "Save",
          ]}
          values={within.map(({ name }) => ({ label: `Channel ${name}`, value: name }))}
          attested={role.attested}
          mayChange={mayChange}
          onAttest={async (attested, evidence) => {
            const at = `/api/email/permissions/${connectionId}/roles/${encodeURIComponent(role.roleId)}/attestation`;
            await fetchJson(at, { method: "PUT", body: { attested, evidence, seen: seenAs(role.channels) } });
            onSaved();
          }}
        />
      </div>
    </Dialog>
  );
}
