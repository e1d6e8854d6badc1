import { Facts } from "#components/console/facts.tsx";
import { Card } from "#components/ui/card.tsx";
import { hoursInWords } from "#lib/hours/mapping.ts";
import { targetWithId } from "#lib/transfers/policies/mapping.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";

/** A policy to read: for those who do not change it, and for one that is archived. */
export function PolicySummary({ body }: { body: PolicyBody }) {
  const { routes, voicemail, watch } = body;
  return (
    <ol className="space-y-3">
      {routes.map((route, at) => (
        <li key={`${route.targetType}-${route.targetId}-${route.skillId ?? ""}`}>
          <Card className="p-3">
            <h2 className="mb-2 text-sm">{at === 0 ? "First target" : `Fallback ${at}`}</h2>
            <Facts
              facts={[
                ["Goes to", targetWithId(route)],
                ["How", route.transferType === "BLIND" ? "Blind" : "Consult"],
                ["Skill of the agent", route.skillName || route.skillId || "any"],
                ["Priority", route.priority],
                ["Callback number", route.callbackNumber ?? "none"],
                ["Open", hoursInWords(route.hours)],
              ]}
            />
          </Card>
        </li>
      ))}
      <li>
        <Card className="p-3">
          <h2 className="mb-2 text-sm">Voicemail</h2>
          <Facts
            facts={[
              ["Goes to", targetWithId(voicemail)],
              ["Looked at every", `${watch.pollSeconds} s`],
              ["An attempt may take", `${watch.timeoutSeconds} s`],
              ["Unknown is looked after for", `${watch.unknownMinutes} min`],
            ]}
          />
        </Card>
      </li>
    </ol>
  );
}
