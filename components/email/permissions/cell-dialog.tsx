"use client";

import { useId, useState } from "react";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import {
  type EmailRole,
  MINIMUM,
  PERMISSIONS,
  type Permission,
  REPLY,
} from "#lib/email/permissions/schema.ts";

type CellDialogProps = {
  connectionId: string;
  role: EmailRole;
  channel: { id: string; name: string };
  onClose: () => void;
  onSaved: () => void;
};

/** What a role is to be allowed on one channel, with the two sets that most want. */
export function CellDialog({ connectionId, role, channel, onClose, onSaved }: CellDialogProps) {
  const id = useId();
  const before = role.channels[channel.id] ?? [];
  const [chosen, setChosen] = useState<readonly Permission[]>(before);
  const { busy, problem, run } = useAttempt();
  const save = () =>
    run("save", async () => {
      await fetchJson(`/api/email/permissions/${connectionId}`, {
        method: "PUT",
        body: { channelId: channel.id, roleId: role.roleId, permissions: chosen, before },
      });
      onSaved();
    });
  const toggle = (permission: Permission, on: boolean) =>
    setChosen(PERMISSIONS.filter((one) => (one === permission ? on : chosen.includes(one))));
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`${role.name} on ${channel.name}`}>
      <div className="space-y-4">
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setChosen(MINIMUM)}>
            Minimum
          </Button>
          <Button size="sm" onClick={() => setChosen(PERMISSIONS)}>
            All
          </Button>
          <Button size="sm" onClick={() => setChosen([])}>
            None
          </Button>
        </div>
        <fieldset className="space-y-1">
          <legend className="sr-only">Permissions</legend>
          {PERMISSIONS.map((permission) => (
            <div key={permission} className="flex items-center gap-2">
              <Checkbox
                id={`${id}-${permission}`}
                checked={chosen.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              />
              <label htmlFor={`${id}-${permission}`} className="text-sm">
                {permission}
              </label>
            </div>
          ))}
        </fieldset>
        {chosen.length === 0 && (
          <p className="text-muted text-sm">
            The channel is not in the role: its people do not see the mail.
          </p>
        )}
        {chosen.length > 0 && !chosen.includes(REPLY) && (
          <Callout kind="warning">Without Send Replies its people read the mail and cannot answer.</Callout>
        )}
        {chosen.includes(REPLY) && role.seesSkills === false && (
          <Callout kind="warning">
            The role lacks Skills View in the Admin application: Send Replies does nothing without it.
          </Callout>
        )}
        {problem && <ErrorState problem={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" loading={busy !== null} onClick={() => void save()}>
            Save
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
