import Check from "lucide-react/icons/check";
import Hourglass from "lucide-react/icons/hourglass";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { cn } from "../ui/cn.ts";
import { PageLink } from "../ui/page-link.tsx";
import type { SetupStep, StepState } from "./setup-step.ts";

const words: Record<StepState, string> = {
  done: "done",
  current: "now",
  attention: "needs attention",
  waiting: "waiting",
  open: "open",
  blocked: "not yet",
};

type StepListProps = { steps: readonly SetupStep[]; currentId: string; className?: string };

/** The steps in order, with number and state; those already visited can be opened again. */
export function StepList({ steps, currentId, className }: StepListProps) {
  return (
    <ol className={cn("space-y-px", className)}>
      {steps.map((step, index) => {
        const current = step.id === currentId;
        const content = <StepRow step={step} number={index + 1} current={current} />;
        const look = cn("flex items-start gap-2.5 rounded-md px-2 py-1.5 text-sm", current && "bg-hover");
        return (
          <li key={step.id}>
            {step.visited || current ? (
              <PageLink
                href={step.href}
                aria-current={current ? "step" : undefined}
                className={cn(look, "hover:bg-hover")}
              >
                {content}
              </PageLink>
            ) : (
              <div className={cn(look, "text-muted")}>{content}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function StepRow({ step, number, current }: { step: SetupStep; number: number; current: boolean }) {
  return (
    <>
      <StepMark state={current && step.state === "open" ? "current" : step.state} number={number} />
      <span className="min-w-0">
        <span className={cn("block", current && "font-medium")}>
          {step.title}
          <span className="sr-only">, {words[step.state]}</span>
        </span>
        {step.note && <span className="block text-muted text-xs">{step.note}</span>}
      </span>
    </>
  );
}

const marks: Record<StepState, string> = {
  done: "border-transparent bg-good-soft text-good",
  current: "border-accent-solid bg-accent-solid text-on-solid",
  attention: "border-transparent bg-bad-soft text-bad",
  waiting: "border-transparent bg-waiting-soft text-waiting",
  open: "border-line-strong text-muted",
  blocked: "border-line text-faint",
};

function StepMark({ state, number }: { state: StepState; number: number }) {
  return (
    <span
      className={cn(
        "grid size-5 shrink-0 place-items-center rounded-full border text-xs tabular-nums [&_svg]:size-3",
        marks[state],
      )}
    >
      <span className={cn(state !== "done" && state !== "attention" && state !== "waiting" ? "" : "sr-only")}>
        {number}
      </span>
      {state === "done" && <Check aria-hidden strokeWidth={3} />}
      {state === "attention" && <TriangleAlert aria-hidden strokeWidth={2.5} />}
      {state === "waiting" && <Hourglass aria-hidden strokeWidth={2.5} />}
    </span>
  );
}
