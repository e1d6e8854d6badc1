import type { ReactNode } from "react";
import { CodeBlock } from "../ui/code-block.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Duration } from "../ui/duration.tsx";
import { ErrorState, type Problem } from "../ui/error-state.tsx";
import { State, StateIcon, type StateKind } from "../ui/state.tsx";
import { Elapsed } from "./elapsed.tsx";

export type RunStepState = "queued" | "running" | "done" | "failed" | "skipped" | "waiting";

export type RunStep = {
  id: string;
  title: string;
  state: RunStepState;
  startedAt?: string;
  /** Its whole time, once it has ended, in milliseconds. */
  elapsedMs?: number;
  note?: ReactNode;
  /** Both redacted. */
  sent?: unknown;
  answered?: unknown;
  problem?: Problem;
};

export const runStepStates: Record<RunStepState, { kind: StateKind; word: string }> = {
  queued: { kind: "idle", word: "Not started" },
  running: { kind: "running", word: "Running" },
  done: { kind: "good", word: "Done" },
  failed: { kind: "bad", word: "Failed" },
  skipped: { kind: "idle", word: "Skipped" },
  waiting: { kind: "waiting", word: "Waiting" },
};

type RunViewProps = {
  steps: readonly RunStep[];
  /** "Retry this step", for a step that failed. */
  action?: (step: RunStep) => ReactNode;
};

/** A run, step by step in order: state, time, what was sent and answered, what failed and how to go on. */
export function RunView({ steps, action }: RunViewProps) {
  const done = steps.filter((step) => step.state === "done" || step.state === "skipped").length;
  return (
    <div>
      <div className="mb-3 flex items-center gap-3">
        <progress
          aria-label="Progress"
          value={done}
          max={steps.length}
          className="h-1.5 flex-1 appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
        />
        <p role="status" className="text-muted text-sm tabular-nums">
          {done} of {steps.length} done
        </p>
      </div>
      <ol className="divide-y rounded-md border bg-surface">
        {steps.map((step) => (
          <li key={step.id} className="flex gap-2.5 px-3 py-2">
            <StateIcon
              kind={runStepStates[step.state].kind}
              label={runStepStates[step.state].word}
              className="mt-0.5"
            />
            <div className="min-w-0 flex-1 space-y-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <p className="text-sm">{step.title}</p>
                <p className="flex items-center gap-3 text-muted text-xs">
                  <StepTime step={step} />
                  <span aria-hidden>{runStepStates[step.state].word}</span>
                </p>
              </div>
              {step.note && <p className="text-muted text-sm">{step.note}</p>}
              {step.problem && <ErrorState problem={step.problem} actions={action?.(step)} />}
              {(step.sent !== undefined || step.answered !== undefined) && (
                <Disclosure summary="Sent and answered">
                  <div className="space-y-2">
                    {step.sent !== undefined && <CodeBlock label="Sent" value={step.sent} />}
                    {step.answered !== undefined && <CodeBlock label="Answered" value={step.answered} />}
                  </div>
                </Disclosure>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepTime({ step }: { step: RunStep }) {
  if (step.elapsedMs !== undefined) return <Duration ms={step.elapsedMs} />;
  return step.state === "running" && step.startedAt ? <Elapsed since={step.startedAt} /> : null;
}

/** The state of a run as a whole, from its steps. */
export function RunState({ steps }: { steps: readonly RunStep[] }) {
  const has = (state: RunStepState) => steps.some((step) => step.state === state);
  if (has("failed"))
    return (
      <State kind="bad" pill>
        Failed
      </State>
    );
  if (has("running"))
    return (
      <State kind="running" pill>
        Running
      </State>
    );
  if (has("waiting"))
    return (
      <State kind="waiting" pill>
        Waiting
      </State>
    );
  if (has("queued"))
    return (
      <State kind="idle" pill>
        Not finished
      </State>
    );
  return (
    <State kind="good" pill>
      Done
    </State>
  );
}
