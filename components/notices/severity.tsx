import { StateIcon, type StateKind } from "#components/ui/state.tsx";
import { SEVERITY_WORDS } from "#lib/notices/mapping.ts";
import type { Severity } from "#lib/notices/schema.ts";

export const SEVERITY: Record<Severity, { kind: StateKind; word: string }> = {
  info: { kind: "waiting", word: SEVERITY_WORDS.info },
  warning: { kind: "warning", word: SEVERITY_WORDS.warning },
  bad: { kind: "bad", word: SEVERITY_WORDS.bad },
};

export function SeverityIcon({ severity }: { severity: Severity }) {
  const { kind, word } = SEVERITY[severity];
  return <StateIcon kind={kind} label={word} />;
}
