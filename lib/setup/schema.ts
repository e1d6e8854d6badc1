import * as z from "zod";
import { keptDay } from "#lib/api/schema.ts";
import type { PlanIntent } from "./definition.ts";
import type { PlanAction, PlanField, PlanLine } from "./plan.ts";
import type { ByHand, CheckState, Fix, Guide, Json, StepMode, StepNote } from "./step.ts";

// Pages take every shape of a set-up from here.
export type { PlanIntent } from "./definition.ts";
export type { PlanAction, PlanField, PlanLine } from "./plan.ts";
export type { ByHand, CheckState, Fix, Guide, GuideValue, Json, StepMode, StepNote } from "./step.ts";

/** Whom a step can wait for, as the page offers it; another name may be typed. */
export const waitingInput = z.strictObject({
  waitingFor: z
    .string()
    .trim()
    .min(1, { error: "Say whom you are waiting for." })
    .max(100, { error: "At most 100 characters." })
    .nullable(),
  note: z.string().trim().max(1000, { error: "At most 1000 characters." }).default(""),
  /** Day of a reminder, as a date input gives it; empty for none. */
  remindOn: z.union([z.literal(""), keptDay("Enter a day such as 2026-12-01.")]).default(""),
});
export type WaitingInput = z.infer<typeof waitingInput>;

export const attestInput = z.strictObject({
  attested: z.boolean(),
  evidence: z.string().trim().max(2000, { error: "At most 2000 characters." }).default(""),
});
export type AttestInput = z.infer<typeof attestInput>;

/** `version` is the one the form was opened with: 0 when the step was never saved. */
export const stepInputBody = z.strictObject({ input: z.unknown(), version: z.int().min(0).max(1_000_000) });

export type StepStatus = "todo" | "current" | "done" | "waiting" | "blocked" | "failing";

export type CheckView = {
  id: string;
  stepId: string;
  title: string;
  doesNotProve: string;
  /** not_run: nobody has run it yet. */
  state: CheckState | "not_run";
  message: string | null;
  evidence: Json | null;
  fix: Fix | null;
  durationMs: number | null;
  /** Finds its calls in the request log. */
  requestId: string | null;
  at: string | null;
};

export type StepView = {
  id: string;
  title: string;
  why: string;
  who: string;
  minutes: number;
  mode: StepMode;
  docs: { path: readonly string[]; link: string | null; doesNotProve: string };
  notes: readonly StepNote[];
  status: StepStatus;
  /** What the person still has to do here; null when nothing. */
  todo: string | null;
  /** For steps with remote objects: whether they are all there as far as we know. null when there are none. */
  applied: boolean | null;
  hasInput: boolean;
  input: unknown;
  inputVersion: number;
  guide: Guide | null;
  checks: CheckView[];
  waiting: {
    for: string;
    since: string;
    note: string;
    remindAt: string | null;
    /** Nobody has to say that it is over: it follows from what is known. */
    endsByItself: boolean;
  } | null;
  attested: { by: string; at: string; evidence: string } | null;
};

export type PlanView = {
  id: string;
  subject: string;
  intent: PlanIntent;
  undoRunId: string | null;
  lines: PlanLine[];
  counts: Record<PlanAction, number>;
  /** Lines that "Apply" would do something about. */
  applicable: number;
  createdBy: string;
  createdAt: string;
};

export type RunStepView = {
  seq: number;
  stepId: string;
  lineId: string;
  title: string;
  action: PlanAction;
  system: string;
  kind: string;
  fields: PlanField[];
  state: "pending" | "running" | "done" | "failed" | "skipped";
  attempt: number;
  remoteId: string | null;
  note: string | null;
  error: { title: string; detail: string | null; fix: string; stepId: string } | null;
  startedAt: string | null;
  finishedAt: string | null;
};

export type RunView = {
  id: string;
  planId: string;
  subject: string;
  intent: PlanIntent;
  state: "queued" | "running" | "done" | "failed";
  requestedBy: string;
  /** The calls to the other side stand under it in the request log. */
  requestId: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  steps: RunStepView[];
  done: number;
  total: number;
};

/** A line whose wish is other than what was applied last. */
export type PendingChange = {
  lineId: string;
  stepId: string;
  sentence: string;
  fields: PlanField[];
};

export type ByHandView = ByHand & { done: { by: string; at: string } | null };

export type DriftView = {
  lineId: string;
  stepId: string;
  /** Empty when the object itself is gone. */
  field: string;
  system: string;
  kind: string;
  name: string;
  expected: Json | null;
  found: Json | null;
  since: string;
  /** Known only for changes made through Patchbay. */
  changedBy: { name: string; at: string } | null;
  ignored: { by: string; at: string; reason: string } | null;
  /** Whether what was found can be what we want. */
  acceptable: boolean;
  /** Nobody but a person can put it back: the step says how. */
  byHand: boolean;
};

/** The scheduled look at the other side. */
export type LookView = {
  /** The last look that saw the other side; null before the first. */
  at: string | null;
  outcome: "clean" | "drifted" | "skipped" | "failed" | null;
  message: string | null;
  dueAt: string | null;
};

/** Names one difference. */
const driftKey = { lineId: z.string().min(1).max(300), field: z.string().max(100) };
export const acceptDriftInput = z.strictObject(driftKey);
export const ignoreDriftInput = z.strictObject({
  ...driftKey,
  reason: z
    .string({ error: "Say why." })
    .trim()
    .min(3, { error: "Say why, for whoever looks here later." })
    .max(500, { error: "At most 500 characters." }),
});

export type SetupView = {
  subject: string;
  title: string;
  state: string;
  steps: StepView[];
  /** The step a person should look at next; null when all is done. */
  currentStepId: string | null;
  plan: PlanView | null;
  lastRun: RunView | null;
  /** What changed here since the last apply and is not in the other system yet; empty before the first one. */
  pending: PendingChange[];
  /** What a teardown leaves for a person to remove. */
  byHand: ByHandView[];
};
