import { Facts } from "#components/console/facts.tsx";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import { type ChannelRow, platformName } from "#lib/channels/schema.ts";
import { Routing } from "./channel-table.tsx";

const EDIT = ["CXone", "Omnichannel Routing", "ACD", "Digital", "Points of Contact Digital", "Edit"];

type ChannelFactsProps = { channel: ChannelRow; connectionId: string };

/** What a channel is, whose it is, and what only a person can set on it. */
export function ChannelFacts({ channel, connectionId }: ChannelFactsProps) {
  const { id, platform, integrationId, isPrivate, defaultSkill, script, handover } = channel;
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Section title="Facts">
        <Facts
          className="p-4"
          facts={[
            ["Routing", <Routing key="routing" row={channel} />],
            ["Platform", platformName(platform)],
            [
              "Default skill",
              defaultSkill ? (
                <Link key="skill" href={`/skills/${defaultSkill.id}?connection=${connectionId}`}>
                  {defaultSkill.name}
                </Link>
              ) : (
                "None"
              ),
            ],
            [
              "Studio script",
              script ? (
                <Link
                  key="script"
                  href={`/scripts/${encodeURIComponent(script)}?connection=${connectionId}`}
                  className="break-all"
                >
                  {script}
                </Link>
              ) : (
                "None"
              ),
            ],
            ["Conversations", isPrivate ? "Private, one visitor each" : "Public posts"],
            [
              "Handover",
              handover ? (
                <Link key="handover" href={`/handovers/${handover.id}`}>
                  {handover.name}
                </Link>
              ) : (
                "Not made by Patchbay: it is never changed or removed from here"
              ),
            ],
            ["Channel ID", <Id key="id" value={id} label="channel id" />],
            [
              "Integration ID",
              integrationId ? <Id key="in" value={integrationId} label="integration id" /> : "None",
            ],
          ]}
        />
      </Section>
      <Section
        title="Change it in CXone"
        note="No API sets the default skill: a person does. The check on the readiness page sees it afterwards."
      >
        <div className="space-y-3 p-4">
          <MenuPath path={EDIT} />
          <CopyField label="Channel" value={channel.name} />
          {defaultSkill && <CopyField label="Default skill" value={defaultSkill.name} />}
        </div>
      </Section>
    </div>
  );
}
