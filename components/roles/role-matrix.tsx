import { MenuPath } from "#components/setup/menu-path.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { MINIMUM_PERMISSIONS, type RoleMatrix, type RoleRow } from "#lib/roles/schema.ts";
import { ChannelChoice } from "./channel-choice.tsx";
import { RoleLevel } from "./role-level.tsx";

const PATH = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Roles", "the role", "Assigned Channels"];

type RoleMatrixProps = { matrix: RoleMatrix; connectionId: string };

/** Roles against a channel: what CXone shows of each, and what somebody says was set by hand. */
export function RoleMatrixView({ matrix, connectionId }: RoleMatrixProps) {
  const { channels, channel, roles, observed } = matrix;
  if (!channel) {
    return (
      <EmptyState kind="nothing-yet" title="No channel yet">
        Permissions are given per channel. The first handover that is applied makes one.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-6">
      <ChannelChoice channels={channels} chosen={channel.id} />
      <Section
        title="Set it in CXone"
        note="No API reads or writes the permissions of a channel: a person sets them, then says so below."
      >
        <div className="space-y-3 p-4">
          <MenuPath path={PATH} />
          <CopyField label="Assigned channel" value={channel.name} />
          <p className="text-muted text-sm">
            The minimum is {MINIMUM_PERMISSIONS.join(", ")}. Press Update Role Permissions at the end.
          </p>
        </div>
      </Section>
      {observed && <Observed {...observed} />}
      <ScrollBox label={`Roles on ${channel.name}, scrollable`} className="rounded-md border bg-surface">
        <table aria-label={`Roles on ${channel.name}`} className="w-full text-sm">
          <thead className="border-b text-left text-muted text-xs">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium max-sm:px-2">
                Role
              </th>
              <th scope="col" className="px-4 py-2 font-medium max-sm:px-2">
                Skills View
              </th>
              <th scope="col" className="px-4 py-2 font-medium max-sm:px-2">
                On this channel
              </th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {roles.map((role) => (
              <tr key={role.roleId} className="align-top">
                <th scope="row" className="px-4 py-2.5 max-sm:px-2 text-left font-normal">
                  <span className="font-medium">{role.name}</span>
                  {!role.active && <span className="ml-2 text-faint text-xs">not active</span>}
                  <span className="block text-muted text-xs">{role.description}</span>
                </th>
                <td className="px-4 py-2.5 max-sm:px-2">
                  <SkillsView role={role} />
                </td>
                <td className="px-4 py-2.5 max-sm:px-2">
                  <RoleLevel
                    key={`${channel.id} ${role.channel.level} ${role.channel.at}`}
                    connectionId={connectionId}
                    channelId={channel.id}
                    role={role}
                  />
                  {role.channel.by && role.channel.at && (
                    <span className="mt-1 block text-muted text-xs">
                      says {role.channel.by}, <Time at={role.channel.at} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}

/** M-52: without it the agents of a role answer nothing, whatever the channel allows. */
function SkillsView({ role }: { role: RoleRow }) {
  if (role.seesSkills === null) return <State kind="unknown">Not said</State>;
  return role.seesSkills ? <State kind="good">Yes</State> : <State kind="bad">No: cannot reply</State>;
}

function Observed({ canReply, canAssign }: { canReply: boolean; canAssign: boolean }) {
  const all = canReply && canAssign;
  return (
    <Callout
      kind={all ? "good" : "warning"}
      title={all ? "CXone allows replies and assignment" : "CXone refuses part of it"}
    >
      Seen at a conversation of this channel, for the role of the API user alone: replies{" "}
      {canReply ? "allowed" : "refused"}, assignment {canAssign ? "allowed" : "refused"}. What other roles may
      do this does not prove.
    </Callout>
  );
}
