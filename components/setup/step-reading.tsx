import type { StepView } from "#lib/setup/schema.ts";
import { Callout } from "../ui/callout.tsx";
import { Time } from "../ui/time.tsx";
import { StepGuide } from "./step-guide.tsx";

/** A step for who may only read: what is wanted, how it stands, and who said that it is done. */
export function StepReading({ step }: { step: StepView }) {
  const { status, todo, attested } = step;
  return (
    <div className="grid gap-4">
      <Callout>Your role reads this set-up. Admins and operators change it.</Callout>
      {status === "done" && !attested && <Callout kind="good">This step is done.</Callout>}
      {status !== "done" && todo && (
        <Callout kind="waiting" title="Still to do">
          {todo}
        </Callout>
      )}
      {attested && (
        <Callout kind="good" title="Ticked as done">
          By {attested.by}, <Time at={attested.at} />. {attested.evidence}
        </Callout>
      )}
      <StepGuide step={step} />
    </div>
  );
}
