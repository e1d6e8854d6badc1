import { Stat, StatRow } from "#components/ui/stat.tsx";
import { Time } from "#components/ui/time.tsx";
import type { QueueHealth } from "#lib/deliveries/schema.ts";

/** How much waits to be carried out and how much stands still, with the list behind each number. */
export function QueueHealthRow({ health }: { health: QueueHealth }) {
  const { waiting, failing, parked, parkedConversations, oldestAt } = health;
  return (
    <StatRow>
      <Stat
        label="Waiting"
        value={waiting}
        note={
          failing > 0
            ? `${failing} failed and ${failing === 1 ? "is" : "are"} tried again`
            : "to be carried out"
        }
        href="/activity/deliveries?result=waiting"
      />
      <Stat
        label="Parked"
        value={parked}
        note={`in ${parkedConversations} ${parkedConversations === 1 ? "conversation" : "conversations"}`}
        href="/activity/deliveries?result=parked"
      />
      <Stat
        label="Oldest waiting"
        value={oldestAt ? <Time at={oldestAt} /> : "none"}
        note={oldestAt ? "not carried out since" : "nothing is held up"}
      />
    </StatRow>
  );
}
