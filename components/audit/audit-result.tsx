import { State } from "#components/ui/state.tsx";
import type { AuditResult } from "#lib/audit/mapping.ts";

const words = { done: "Done", refused: "Refused", failed: "Failed" };
const kinds = { done: "good", refused: "warning", failed: "bad" } as const;

/** How a deed went. */
export function ResultState({ result }: { result: AuditResult }) {
  return <State kind={kinds[result]}>{words[result]}</State>;
}

const sources: Record<string, string> = {
  user: "Console",
  apiToken: "API token",
  job: "Job",
  system: "Patchbay",
};

/** Where a deed came from: by which way, and from which address when it came over the network. */
export function AuditSource({ kind, ip }: { kind: string; ip: string | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      {/* Nobody is signed in yet who signs in. */}
      {kind === "system" && ip ? "Sign-in" : (sources[kind] ?? kind)}
      {ip && <code className="text-muted text-xs">{ip}</code>}
    </span>
  );
}
