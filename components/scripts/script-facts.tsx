import { Facts } from "#components/console/facts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ScriptDetail, ScriptFinding } from "#lib/scripts/schema.ts";

const WORDS = { good: "Kept", warning: "Warning", bad: "Broken" } as const;

type ScriptFactsProps = { script: ScriptDetail; connectionId: string };

/** A script: what a handover needs of it, who runs it, and every version CXone kept. */
export function ScriptFacts({ script, connectionId }: ScriptFactsProps) {
  const { path, channels, handover, findings, versions } = script;
  return (
    <div className="space-y-8">
      <Section title="Facts">
        <div className="space-y-3 p-4">
          <CopyField label="Path" value={path} />
          <Facts
            facts={[
              [
                "Run by",
                channels.length === 0
                  ? "No channel"
                  : channels.map(({ id, name }) => (
                      <span key={id} className="block">
                        <Link href={`/channels/${encodeURIComponent(id)}?connection=${connectionId}`}>
                          {name}
                        </Link>
                      </span>
                    )),
              ],
              [
                "Handover",
                handover ? (
                  <Link key="handover" href={`/handovers/${handover.id}`}>
                    {handover.name}
                  </Link>
                ) : (
                  "Not made by Patchbay"
                ),
              ],
            ]}
          />
        </div>
      </Section>
      <Section title="What a handover needs of it">
        {findings ? <Findings findings={findings} /> : <DesktopOnly />}
      </Section>
      <Section title="Versions" note="Each save makes one. CXone's Studio opens and restores them.">
        <ul className="divide-y text-sm">
          {versions.length === 0 && <li className="px-4 py-3 text-muted">CXone lists none.</li>}
          {versions.map(({ id, modifiedAt, modifiedBy, current }) => (
            <li key={`${id} ${modifiedAt}`} className="flex flex-wrap gap-x-4 px-4 py-2">
              <code className="w-24 text-xs leading-5">{id ?? "no id"}</code>
              <span className="min-w-0 flex-1 basis-48 break-all">
                {modifiedBy || "Somebody"} {modifiedAt && <Time at={modifiedAt} />}
              </span>
              {current && <Badge tone="accent">Runs now</Badge>}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Findings({ findings }: { findings: readonly ScriptFinding[] }) {
  return (
    <ul className="divide-y">
      {findings.map(({ rule, title, state, message }) => (
        <li key={title} className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
          <span className="w-24 shrink-0">
            <State kind={state}>{WORDS[state]}</State>
          </span>
          <div className="min-w-0 flex-1 basis-64">
            <p className="font-medium">{title}</p>
            <p className="break-words text-muted">{message}</p>
          </div>
          <Badge>{rule}</Badge>
        </li>
      ))}
    </ul>
  );
}

const DesktopOnly = () => (
  <p className="p-4 text-muted">
    CXone does not give this script as data: it was made in desktop Studio. Open it there to look for
    ESCALATE, END ESCALATION and ONRELEASE.
  </p>
);
