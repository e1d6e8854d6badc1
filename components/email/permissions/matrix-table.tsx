import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { State } from "#components/ui/state.tsx";
import {
  type EmailRole,
  MINIMUM,
  PERMISSIONS,
  type PermissionMatrix,
} from "#lib/email/permissions/schema.ts";
import type { OpenCell } from "./permissions-page.tsx";

type MatrixTableProps = {
  matrix: PermissionMatrix;
  mayChange: boolean;
  onOpenCell: (cell: OpenCell) => void;
  onOpenRole: (roleId: string) => void;
};

/** One row per role, one column per email channel. */
export function MatrixTable({ matrix, mayChange, onOpenCell, onOpenRole }: MatrixTableProps) {
  const { channels, roles } = matrix;
  return (
    <ScrollBox label="Roles and email channels, scrollable" className="rounded-md border bg-surface">
      <table aria-label="Roles and email channels" className="w-full text-sm">
        <thead className="border-b text-left text-muted text-xs">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium">
              Role
            </th>
            {channels.map(({ id, name }) => (
              <th key={id} scope="col" className="px-2 py-2 font-medium">
                {name}
              </th>
            ))}
            <th scope="col" className="px-4 py-2 font-medium">
              In CXone
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {roles.map((role) => (
            <tr key={role.roleId} className="align-top">
              <th scope="row" className="px-4 py-2.5 text-left font-normal">
                <span className="font-medium">{role.name}</span>
                {!role.active && <span className="ml-2 text-faint text-xs">not active</span>}
                <span className="block text-muted text-xs">{factsOf(role)}</span>
              </th>
              {channels.map((channel) => {
                const words = inWords(role.channels[channel.id] ?? []);
                return (
                  <td key={channel.id} className="px-2 py-2">
                    {mayChange ? (
                      <Button
                        size="sm"
                        aria-label={`${words}: permissions of ${role.name} on ${channel.name}`}
                        onClick={() => onOpenCell({ roleId: role.roleId, channelId: channel.id })}
                      >
                        {words}
                      </Button>
                    ) : (
                      words
                    )}
                  </td>
                );
              })}
              <td className="px-4 py-2">
                <Button
                  size="sm"
                  variant="ghost"
                  onClick={() => onOpenRole(role.roleId)}
                  aria-label={`What to enter in CXone for ${role.name}`}
                >
                  <Entered role={role} />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function factsOf({ seesSkills, digital, members }: EmailRole): string {
  const unsaid = (value: boolean | null, yes: string, no: string) =>
    value === null ? [] : [value ? yes : no];
  return [
    ...unsaid(seesSkills, "sees skills", "no Skills View"),
    ...unsaid(digital, "digital", "not a digital role"),
    members === 1 ? "1 person" : `${members} people`,
  ].join(" · ");
}

function inWords(permissions: readonly string[]): string {
  if (permissions.length === 0) return "Not in the role";
  if (permissions.length === PERMISSIONS.length) return "All";
  if (permissions.join() === MINIMUM.join()) return "Minimum";
  return `${permissions.length} of ${PERMISSIONS.length}`;
}

function Entered({ role: { attested, channels } }: { role: EmailRole }) {
  if (!attested)
    return Object.keys(channels).length === 0 ? (
      <>Nothing to enter</>
    ) : (
      <State kind="idle">Not entered</State>
    );
  return attested.same ? <State kind="good">Entered</State> : <State kind="warning">Changed since</State>;
}
