import "server-only";
import type { Step } from "#lib/setup/step.ts";
import { byocStep } from "./byoc-step.ts";
import { channelStep } from "./channel-step.ts";
import type { HandoverContext } from "./context.ts";
import { scriptStep } from "./script-step.ts";
import { skillStep } from "./skill-step.ts";

/** Lines that Patchbay applies and that have not been applied yet. */
function pendingLines(context: HandoverContext): string[] {
  const done = new Set(context.managed.map((record) => record.lineId));
  return [byocStep, channelStep, skillStep, scriptStep]
    .flatMap((step) => step.desired?.(context) ?? [])
    .filter((object) => object.manual === undefined && !done.has(object.lineId))
    .map((object) => object.lineId);
}

export const reviewStep: Step<HandoverContext> = {
  id: "review",
  title: "Review and apply",
  why: "Everything that will happen in CXone, line by line, before it happens.",
  who: "An admin or operator",
  minutes: 1,
  docs: {
    path: [],
    link: null,
    doesNotProve: "That nothing changes in CXone between review and apply; a changed plan is refused.",
  },
  mode: () => "automatic",
  input: null,
  todo: (context) =>
    pendingLines(context).length > 0 || context.lastRun === null ? "Review the plan and apply it." : null,
  checks: [],
};
