import { readPaste } from "#lib/email/domains/paste/mapping.ts";
import { KIND_NAMES } from "./domain-looks.tsx";

type PastePreviewProps = { text: string; domain: string };

/** What was taken out of pasted text, and what was not. */
export function PastePreview({ text, domain }: PastePreviewProps) {
  if (text.trim() === "" || !domain.includes(".")) return null;
  const { records, left } = readPaste(text, domain);
  return (
    <div role="status" className="grid gap-2 text-sm">
      <p className="font-medium">
        {records.length === 1 ? "1 record taken" : `${records.length} records taken`}
        {left.length > 0 && `, ${left.length === 1 ? "1 line" : `${left.length} lines`} left out`}
      </p>
      {records.length > 0 && (
        <ul className="divide-y rounded-md border">
          {records.map((record) => (
            <li key={`${record.type} ${record.name} ${record.value}`} className="px-3 py-1.5">
              <span className="text-muted">{KIND_NAMES[record.kind].name}</span>
              <code className="block break-all text-xs">
                {record.type} {record.name} {record.value}
              </code>
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <ul className="grid gap-0.5 text-muted text-xs">
          {left.map(({ line, text: words, why }) => (
            <li key={line}>
              Line {line}: <code className="break-all">{words.slice(0, 80)}</code> {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
