import { diffFields, isKnownAfterApply, type PlanLine } from "./plan.ts";
import type { DesiredObject, IgnoredDrift, ManagedRecord, ObservedObject } from "./step.ts";

export type Decision =
  | { do: "nothing"; remoteId: string; ownership: "created" | "adopted" }
  | { do: "create" }
  | { do: "change"; current: ObservedObject; ownership: "created" | "adopted" }
  | { do: "delete"; managed: ManagedRecord }
  | { do: "forget" }
  | { do: "refuse"; sentence: string };

/**
 * What is left to do about a line of an approved plan, judged by what is there now. Pure. `resumed` says that an
 * earlier attempt got as far as the call: what then turns up under the natural key of a "create" is its work.
 */
export function decideChange(facts: {
  line: PlanLine;
  desired: DesiredObject | undefined;
  current: ObservedObject | undefined;
  own: ManagedRecord | undefined;
  resumed: boolean;
  ignored?: readonly IgnoredDrift[];
}): Decision {
  const { line, desired, current, own, resumed, ignored } = facts;
  if (line.action === "delete") return own ? { do: "delete", managed: own } : { do: "forget" };
  const refuse = (sentence: string): Decision => ({ do: "refuse", sentence });
  if (!desired) return refuse(`The set-up no longer asks for the ${line.kind} ${line.name}. Plan again.`);
  const open = Object.entries(desired.fields).find(([, value]) => isKnownAfterApply(value));
  if (open) return refuse(`${open[0]} of the ${line.kind} ${line.name} is not known yet. Plan again.`);
  if (!current) {
    if (line.action === "create") return { do: "create" };
    return refuse(`The ${line.kind} ${line.name} is no longer there in ${line.system}. Plan again.`);
  }
  if (current.refusal) return refuse(current.refusal);
  const expected = own !== undefined || current.ours || resumed || line.action !== "create";
  if (!expected) {
    return refuse(
      `Somebody made the ${line.kind} ${line.name} in ${line.system} since the plan. Plan again.`,
    );
  }
  const madeByUs = current.ours || (line.action === "create" && resumed);
  const ownership = own?.ownership ?? (madeByUs ? "created" : "adopted");
  return diffFields(desired, current, ignored).some((field) => field.changed)
    ? { do: "change", current, ownership }
    : { do: "nothing", remoteId: current.remoteId, ownership };
}
