import type { NoticeCounts, Severity } from "./schema.ts";

/** As people read the three severities, here and in every list. */
export const SEVERITY_WORDS: Record<Severity, string> = { info: "In good time", warning: "Soon", bad: "Now" };

export const NONE: NoticeCounts = { info: 0, warning: 0, bad: 0 };

export const openOf = ({ info, warning, bad }: NoticeCounts): number => info + warning + bad;

export const isSameCount = (a: NoticeCounts, b: NoticeCounts): boolean =>
  a.info === b.info && a.warning === b.warning && a.bad === b.bad;

/**
 * What the bell says. It counts what somebody has to do now or soon: a deadline of next year is told of in good time, and a
 * number that never goes away is looked at by nobody. `worst` is null where nothing presses.
 */
export function bellOf(counts: NoticeCounts): {
  label: string;
  pressing: number;
  worst: "bad" | "warning" | null;
} {
  const { info, warning, bad } = counts;
  const open = openOf(counts);
  const parts = (
    [
      [bad, "bad"],
      [warning, "warning"],
      [info, "info"],
    ] as const
  )
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${SEVERITY_WORDS[severity].toLowerCase()}`);
  return {
    label:
      open === 0
        ? "No open notices"
        : `${open} open ${open === 1 ? "notice" : "notices"}: ${parts.join(", ")}`,
    pressing: bad + warning,
    worst: bad > 0 ? "bad" : warning > 0 ? "warning" : null,
  };
}
