import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Link } from "#components/ui/link.tsx";
import type { EmailChannelView } from "#lib/email/channels/schema.ts";

/** Addresses to carry, and what it is made of. */
export function ChannelFacts({ channel }: { channel: EmailChannelView }) {
  const { id, fromAddress, pointContact, channelId, domain, smtp, template, connection } = channel;
  return (
    <Section title="Addresses">
      <div className="grid gap-3 p-3">
        {!fromAddress && <p className="text-sm">No address yet: step From address gives it one.</p>}
        {fromAddress && <CopyField label="From address" value={fromAddress} />}
        {pointContact && (
          <CopyField
            label="Point of contact"
            value={pointContact}
            help="Where inbound mail has to arrive; DNS leads there."
          />
        )}
        {channelId && <CopyField label="CXone channel" value={channelId} />}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {domain && <Link href={`/email/domains/${domain.id}`}>{domain.name}</Link>}
          {smtp && <Link href={`/email/smtp/${smtp.id}`}>{smtp.name}</Link>}
          {template && <Link href={`/email/templates/${template.id}`}>{template.name}</Link>}
          <Link href={`/activity/audit?object=email-channel:${id}`}>Audit log of this channel</Link>
          <Link href={`/activity/requests?connection=${connection.id}`}>Calls over {connection.name}</Link>
        </p>
        {template?.deleted && (
          <Callout kind="warning" title={`The template ${template.name} was deleted`}>
            CXone goes on using what was entered there. Choose another template for this channel, or take the
            deleted one back.
          </Callout>
        )}
      </div>
    </Section>
  );
}
