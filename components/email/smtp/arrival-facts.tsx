import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MailArrival } from "#lib/email/mails/schema.ts";

const NAMES = { spf: "SPF", dkim: "DKIM", dmarc: "DMARC" } as const;
const kindOf = (result: string) =>
  result === "pass" ? "good" : /^(none|neutral|bestguesspass)$/.test(result) ? "unknown" : "bad";

/** Where a mail was seen, the way it went, and what the receiving server made of it. */
export function ArrivalFacts({ arrival }: { arrival: MailArrival }) {
  const { via, at, by, contactNumber, hops, verdicts, judgedBy, totalSeconds } = arrival;
  return (
    <div className="mt-3 grid gap-3 border-t pt-3">
      <p>
        {via === "cxone"
          ? `Seen in CXone${contactNumber ? ` as contact ${contactNumber}` : ""}`
          : `Headers pasted by ${by ?? "somebody"}`}
        , <Time at={at} />
      </p>
      {verdicts.length > 0 && (
        <div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {verdicts.map(({ method, result, detail }) => (
              <li key={method} title={detail}>
                <State kind={kindOf(result)}>
                  {NAMES[method]} {result}
                </State>
              </li>
            ))}
          </ul>
          {judgedBy && <p className="text-muted text-xs">By {judgedBy}, the receiving server</p>}
        </div>
      )}
      {hops.length > 0 && (
        <div>
          <p className="text-muted">
            {hops.length} {hops.length === 1 ? "server" : "servers"} on the way
            {totalSeconds !== null && `, ${totalSeconds} s in all`}
          </p>
          <ol className="grid gap-1">
            {hops.map((hop) => (
              <li key={`${hop.from} ${hop.by} ${hop.at}`} className="flex flex-wrap gap-x-3">
                <span className="min-w-0 break-all font-mono text-xs">
                  {hop.from ?? "?"} → {hop.by ?? "?"}
                </span>
                <span className="text-faint text-xs">
                  {hop.delaySeconds === null ? "" : `+${hop.delaySeconds} s`} {hop.tls ? "encrypted" : ""}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
