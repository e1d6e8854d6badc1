import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Time } from "#components/ui/time.tsx";
import { bytesInWords } from "#lib/email/html/size/mapping.ts";
import type { Hunk } from "#lib/email/templates/mapping.ts";
import type { TemplateView, VersionView } from "#lib/email/templates/schema.ts";
import { RestoreVersion } from "./restore-version.tsx";

type VersionListProps = {
  template: TemplateView;
  versions: readonly VersionView[];
  /** The version whose changes are shown. */
  open: { version: number; changes: readonly Hunk[] } | null;
  canRestore: boolean;
};

/** The versions of a template, newest first: who made each when and why, and which lines it changed. */
export function VersionList({ template, versions, open, canRestore }: VersionListProps) {
  return (
    <ol className="divide-y rounded-md border bg-surface">
      {versions.map((version) => (
        <li key={version.version} className="px-4 py-3">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <div className="min-w-0">
              <h2 className="font-medium text-sm">
                Version {version.version}
                {version.version === template.version && (
                  <span className="font-normal text-muted"> · current</span>
                )}
              </h2>
              <p className="text-muted text-sm">
                {version.by}, <Time at={version.at} />
                {version.note && <> · {version.note}</>}
              </p>
              <p className="text-sm">
                <Lines version={version} />
                {version.renamedFrom && (
                  <>
                    {" "}
                    <Badge>
                      {version.renamedFrom} → {version.name}
                    </Badge>
                  </>
                )}
              </p>
            </div>
            <div className="flex items-center gap-3 text-sm">
              {open?.version !== version.version && (
                <Link
                  href={`/email/templates/${template.id}/versions?show=${version.version}`}
                  scroll={false}
                >
                  Show changes
                </Link>
              )}
              {canRestore && version.version !== template.version && (
                <RestoreVersion template={template} version={version.version} />
              )}
            </div>
          </div>
          {open?.version === version.version && <Changes changes={open.changes} />}
        </li>
      ))}
    </ol>
  );
}

function Lines({ version: { lines, htmlBytes } }: { version: VersionView }) {
  if (!lines) return <>{bytesInWords(htmlBytes)}</>;
  const { added, removed } = lines;
  if (added + removed === 0) return <>HTML unchanged</>;
  return (
    <>
      {added} {added === 1 ? "line" : "lines"} added, {removed} removed · {bytesInWords(htmlBytes)}
    </>
  );
}

const LOOKS = {
  same: { mark: " ", look: "text-muted", word: "" },
  added: { mark: "+", look: "bg-good-soft text-good", word: "Added: " },
  removed: { mark: "-", look: "bg-bad-soft text-bad", word: "Removed: " },
};
const MOST_SHOWN = 600;

function Changes({ changes }: { changes: readonly Hunk[] }) {
  if (changes.length === 0) return <p className="mt-2 text-muted text-sm">The HTML is the same.</p>;
  let left = MOST_SHOWN;
  return (
    <ScrollBox label="Changed lines" className="mt-2 max-h-96 rounded-md border bg-sunken">
      <pre className="p-2 text-xs">
        {changes.map((hunk) => {
          const lines = hunk.lines.slice(0, Math.max(0, left));
          left -= hunk.lines.length;
          return (
            <span key={hunk.lines[0]?.at ?? -1}>
              {hunk.skipped > 0 && <span className="block text-faint">… {hunk.skipped} lines the same</span>}
              {lines.map((line) => (
                <span key={line.at} className={cn("block whitespace-pre-wrap", LOOKS[line.kind].look)}>
                  <span className="sr-only">{LOOKS[line.kind].word}</span>
                  <span aria-hidden>{LOOKS[line.kind].mark} </span>
                  {line.text.slice(0, 2_000)}
                </span>
              ))}
            </span>
          );
        })}
        {left < 0 && <span className="block text-faint">… {-left} more lines</span>}
      </pre>
    </ScrollBox>
  );
}
