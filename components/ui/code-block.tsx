import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";
import { ScrollBox } from "./scroll-box.tsx";

type CodeBlockProps = {
  /** Names the block: "Response body". */
  label: string;
  /** Text as it is; anything else is printed as JSON. JSON text is indented. */
  value: unknown;
  copyable?: boolean;
  className?: string;
};

/** Mono text in a box that scrolls within itself. */
export function CodeBlock({ label, value, copyable = true, className }: CodeBlockProps) {
  const text = pretty(value);
  return (
    <figure className={cn("min-w-0 overflow-hidden rounded-md border bg-sunken", className)}>
      <figcaption className="flex min-h-8 items-center justify-between gap-2 border-b py-0.5 pr-0.5 pl-3 text-muted text-xs">
        {label}
        {copyable && <CopyButton value={text} label={label} />}
      </figcaption>
      <ScrollBox label={label} className="max-h-96">
        <pre className="whitespace-pre-wrap break-words px-3 py-2 text-xs">{text}</pre>
      </ScrollBox>
    </figure>
  );
}

function pretty(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2) ?? String(value);
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
