import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Orphan } from "#lib/email/templates/schema.ts";

/** Channels whose template was deleted, and what to do. */
export function OrphanNote({ orphans }: { orphans: readonly Orphan[] }) {
  if (orphans.length === 0) return null;
  return (
    <Callout
      kind="warning"
      className="mb-4"
      title={
        orphans.length === 1
          ? "A channel has a template that was deleted"
          : `${orphans.length} channels have a template that was deleted`
      }
    >
      <ul className="my-1 list-disc pl-5">
        {orphans.map(({ channelId, channelName, templateId, templateName }) => (
          <li key={channelId}>
            <Link href={`/email/channels/${channelId}`}>{channelName}</Link>:{" "}
            <Link href={`/email/templates/${templateId}`}>{templateName}</Link>
          </li>
        ))}
      </ul>
      CXone goes on using what was entered there. Choose another template for the channel, or take the deleted
      one back.
    </Callout>
  );
}
