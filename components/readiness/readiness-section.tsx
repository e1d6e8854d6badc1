import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { FoundObject, ReadinessView } from "#lib/readiness/schema.ts";
import { FindingList } from "./finding-list.tsx";

type ReadinessSectionProps = {
  /** The last look at the tenant; null before the first. */
  readiness: ReadinessView | null;
  object: Pick<FoundObject, "kind" | "id">;
  connectionId: string;
};

/** What the last look at the tenant found about one of its objects. */
export function ReadinessSection({ readiness, object, connectionId }: ReadinessSectionProps) {
  const findings = (readiness?.value.findings ?? []).filter(
    (finding) => finding.object.kind === object.kind && finding.object.id === object.id,
  );
  return (
    <Section
      title="Readiness"
      kind="plain"
      actions={<Link href={`/readiness?connection=${connectionId}`}>All of the tenant</Link>}
    >
      {findings.length > 0 && <FindingList findings={findings} connectionId={connectionId} withoutObject />}
      <p className="mt-2 text-muted text-sm">
        {readiness ? (
          <>
            {findings.length === 0 && "Nothing found. "}Looked at <Time at={readiness.asOf} />.
          </>
        ) : (
          "Nobody has looked at the readiness of this tenant yet."
        )}
      </p>
    </Section>
  );
}
