import { cn } from "#components/ui/cn.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { Hunk, LineCount } from "#lib/versions/mapping.ts";

const LOOKS = {
  same: { mark: " ", look: "text-muted", word: "" },
  added: { mark: "+", look: "bg-good-soft text-good", word: "Added: " },
  removed: { mark: "-", look: "bg-bad-soft text-bad", word: "Removed: " },
};
const MOST_SHOWN = 600;

/** The lines of a text that a version changed, with what stands round them. `what` begins the sentence: "The HTML". */
export function ChangedLines({ what, changes }: { what: string; changes: readonly Hunk[] }) {
  if (changes.length === 0) return <p className="mt-2 text-muted text-sm">{what} is the same.</p>;
  let left = MOST_SHOWN;
  return (
    <>
      <p className="mt-2 text-faint text-xs">{what}</p>
      <ScrollBox label={`${what}: changed lines`} className="mt-1 max-h-96 rounded-md border bg-sunken">
        <pre className="p-2 text-xs">
          {changes.map((hunk) => {
            const lines = hunk.lines.slice(0, Math.max(0, left));
            left -= hunk.lines.length;
            return (
              <span key={hunk.lines[0]?.at ?? -1}>
                {hunk.skipped > 0 && (
                  <span className="block text-faint">… {hunk.skipped} lines the same</span>
                )}
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
    </>
  );
}

/** "2 lines added, 1 removed", or that nothing changed. */
export const linesInWords = (what: string, { added, removed }: LineCount): string =>
  added + removed === 0
    ? `${what} unchanged`
    : `${what}: ${added} ${added === 1 ? "line" : "lines"} added, ${removed} removed`;
