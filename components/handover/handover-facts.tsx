import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Link } from "#components/ui/link.tsx";
import type { HandoverKind, HandoverView } from "#lib/handover/schema.ts";

type HandoverFactsProps = {
  handover: HandoverView /** Who may read the logs is led to them. */;
  seesLogs: boolean;
};

const CHANNEL_LABELS: Record<HandoverKind, string> = { cxone: "CXone channel", engage: "Engage source" };

/** Ids to carry, the limits that this kind of handover has, and where else to look. */
export function HandoverFacts({ handover, seesLogs }: HandoverFactsProps) {
  const { id, kind, channelId, connection, limits } = handover;
  return (
    <Section title="Addresses and limits">
      <div className="grid gap-3 p-3">
        <CopyField label="Handover provider ID" value={id} />
        {channelId && <CopyField label={CHANNEL_LABELS[kind]} value={channelId} />}
        {seesLogs && (
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            <Link href={`/activity/audit?object=handover:${id}`}>Audit log of this handover</Link>
            {connection && (
              <Link href={`/activity/requests?connection=${connection.id}`}>
                Calls over {connection.name}
              </Link>
            )}
          </p>
        )}
        <ul className="grid gap-1 text-sm">
          {limits.map(({ id: row, text, fix }) => (
            <li key={text} className="flex gap-2">
              <code className="shrink-0 text-faint text-xs leading-5">{row}</code>
              <span className="text-muted">
                {text} {fix}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
