import { Facts } from "#components/console/facts.tsx";
import { Section } from "#components/ui/card.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TokenState } from "#lib/connections/health/schema.ts";

const LOOK = {
  valid: <State kind="good">Valid</State>,
  none: <State kind="idle">None held</State>,
  failing: <State kind="bad">Cannot be had</State>,
};

/** The token that all processes share. */
export function TokenSection({ token }: { token: TokenState }) {
  const { state, validUntil, refreshAt, refreshedAt, failingSince, failure } = token;
  const at = (label: string, time: string | null) =>
    time ? [[label, <Time key={label} at={time} />] as const] : [];
  return (
    <Section
      title="Token"
      note="One for all processes. The first call asks for it, and renews it after 80 % of its life."
    >
      <div className="p-3">
        <Facts
          facts={[
            ["State", LOOK[state]],
            ...at("Valid until", validUntil),
            ...at("Renewed from", refreshAt),
            ...at("Last renewed", refreshedAt),
            ...at("Failing since", failingSince),
            ...(failure ? [["Why", `${failure.title}. ${failure.fix}`] as const] : []),
          ]}
        />
      </div>
    </Section>
  );
}
