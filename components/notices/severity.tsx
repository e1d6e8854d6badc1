import { StateIcon, type StateKind } from "#components/ui/state.tsx";
import type { Severity } from "#lib/notices/schema.ts";

export const SEVERITY: Record<Severity, { kind: StateKind; word: string }> = {
  info: { kind: "waiting", word: "In good time" },
  warning: { kind: "warning", word: "Soon" },
  bad: { kind: "bad", word: "Now" },
};

export function SeverityIcon({ severity }: { severity: Severity }) {
  const { kind, word } = SEVERITY[severity];
  return <StateIcon kind={kind} label={word} />;
}
