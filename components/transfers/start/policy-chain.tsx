import { Card } from "#components/ui/card.tsx";
import { hoursInWords } from "#lib/hours/mapping.ts";
import { targetWithId } from "#lib/transfers/policies/mapping.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";

/** A policy as the call meets it: each target in its turn, and voicemail at the end. */
export function PolicyChain({ body }: { body: PolicyBody }) {
  const { routes, voicemail } = body;
  return (
    <Card>
      <ol className="divide-y text-sm">
        {routes.map((route, at) => (
          <li key={`${route.targetType}-${route.targetId}-${route.skillId ?? ""}`} className="px-3 py-2">
            <span className="text-muted text-xs">{at === 0 ? "First" : `Fallback ${at}`}</span>
            <p className="break-words font-medium">{targetWithId(route)}</p>
            <p className="text-muted text-xs">
              {[
                route.transferType === "CONSULT" ? "consult" : "blind",
                route.skillId && `skill ${route.skillName || route.skillId}`,
                route.hours && hoursInWords(route.hours),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
        <li className="px-3 py-2">
          <span className="text-muted text-xs">Voicemail, if nobody takes it</span>
          <p className="break-words font-medium">{targetWithId(voicemail)}</p>
        </li>
      </ol>
    </Card>
  );
}
