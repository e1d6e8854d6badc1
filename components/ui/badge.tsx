import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const tones = {
  neutral: "border-line bg-sunken text-muted",
  accent: "border-transparent bg-accent-soft text-accent-ink",
  warning: "border-transparent bg-warning-soft text-warning",
  outline: "border-line-strong border-dashed text-muted",
};

type BadgeProps = { tone?: keyof typeof tones; title?: string; className?: string; children: ReactNode };

/** A quiet label for a kind of thing. States are shown by `State`, never by a badge alone. */
export function Badge({ tone = "neutral", title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-xs",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** Marks data that lives in the simulated systems. Shown wherever such data shows. */
export function SandboxBadge({ className }: { className?: string }) {
  return (
    <Badge
      tone="outline"
      title="Simulated systems: nothing here reaches a real customer"
      className={className}
    >
      Sandbox
    </Badge>
  );
}

/** Marks what may still change. */
export function BetaBadge({ className }: { className?: string }) {
  return (
    <Badge tone="accent" title="Works, and may still change" className={className}>
      Beta
    </Badge>
  );
}
