import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleQuestionMark from "lucide-react/icons/circle-question-mark";
import CircleX from "lucide-react/icons/circle-x";
import Hourglass from "lucide-react/icons/hourglass";
import LoaderCircle from "lucide-react/icons/loader-circle";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** `unknown` is never drawn green; `idle` is "not set up" or "off"; `running` is work we do now. */
export type StateKind = "good" | "warning" | "bad" | "waiting" | "unknown" | "idle" | "running";

const looks = {
  good: { Icon: CircleCheck, ink: "text-good", pill: "bg-good-soft", word: "Good" },
  warning: { Icon: TriangleAlert, ink: "text-warning", pill: "bg-warning-soft", word: "Warning" },
  bad: { Icon: CircleX, ink: "text-bad", pill: "bg-bad-soft", word: "Failing" },
  waiting: { Icon: Hourglass, ink: "text-waiting", pill: "bg-waiting-soft", word: "Waiting" },
  unknown: { Icon: CircleQuestionMark, ink: "text-muted", pill: "bg-sunken", word: "Unknown" },
  idle: { Icon: CircleDashed, ink: "text-faint", pill: "bg-sunken", word: "Off" },
  running: { Icon: LoaderCircle, ink: "text-accent-ink", pill: "bg-accent-soft", word: "Running" },
};

type StateIconProps = { kind: StateKind; label?: string; className?: string };

/** The icon alone, for rows whose words stand beside it. `label` is read out instead of the default word. */
export function StateIcon({ kind, label, className }: StateIconProps) {
  const { Icon, ink, word } = looks[kind];
  return (
    <span className={cn("inline-flex shrink-0", ink, className)}>
      <Icon aria-hidden className={cn("size-4", kind === "running" && "animate-spin")} />
      <span className="sr-only">{label ?? word}</span>
    </span>
  );
}

type StateProps = { kind: StateKind; pill?: boolean; className?: string; children?: ReactNode };

/** A state: icon, word and colour together. The word is a state ("Live", "Outbound: on"), never an action. */
export function State({ kind, pill = false, className, children }: StateProps) {
  const look = looks[kind];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        look.ink,
        pill ? ["h-6 rounded-full px-2 text-xs", look.pill] : "text-sm",
        className,
      )}
    >
      <look.Icon
        aria-hidden
        className={cn(pill ? "size-3.5" : "size-4", "shrink-0", kind === "running" && "animate-spin")}
      />
      {children ?? look.word}
    </span>
  );
}
