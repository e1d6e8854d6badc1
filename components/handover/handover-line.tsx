import { type CableState, Line } from "#components/ui/line.tsx";
import type { HandoverListItem } from "#lib/handover/schema.ts";
import { CENTRE_NAMES } from "./centre-name.ts";

type HandoverLineProps = {
  handover: Pick<HandoverListItem, "kind" | "bot" | "connection" | "state">;
  size?: "small" | "large";
  animateOnce?: boolean;
};

/** The line of a handover: bot, Patchbay, contact centre. Solid is verified, dashed waits, broken fails, grey is not set up. */
export function HandoverLine({ handover, size = "small", animateOnce = false }: HandoverLineProps) {
  const { kind, bot, connection, state } = handover;
  return (
    <Line
      size={size}
      animateOnce={animateOnce}
      jacks={[
        { label: "Bot", sub: bot.name },
        { label: "Patchbay" },
        { label: CENTRE_NAMES[kind], ...(connection ? { sub: connection.name } : {}) },
      ]}
      cables={[{ state: "verified" }, { state: cableOf(state, connection !== null) }]}
    />
  );
}

function cableOf(state: HandoverListItem["state"], connected: boolean): CableState {
  if (state === "live") return "verified";
  if (state === "degraded") return "failing";
  if (!connected || state === "draft" || state === "removed") return "none";
  return "waiting";
}
