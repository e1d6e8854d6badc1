import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { AppError } from "#lib/errors.ts";
import type { SetupBase, Step } from "./step.ts";

/** The step at which a plan is looked at and applied, where a set-up has one: what stands before it is done first. */
export const REVIEW = "review";

/** A kind of set-up: an ordered list of steps for subjects such as `handover:69f9…`. */
export type SetupDefinition<C extends SetupBase = SetupBase> = {
  /** First part of its subjects, before the colon. */
  prefix: string;
  steps: readonly Step<C>[];
  /** Adds the facts that its steps need to what the engine knows. Throws AppError `not_found`. */
  load(ctx: Ctx, base: SetupBase): Promise<C>;
  title(context: C): string;
  state(context: C): string;
  /** In the transactions that start and end a run. */
  runStarted?(tx: Tx, subject: string, intent: PlanIntent): Promise<void>;
  runEnded?(tx: Tx, ctx: Ctx, subject: string, outcome: "done" | "failed", intent: PlanIntent): Promise<void>;
  /** In the transaction that keeps a plan; `ready` when it has something to apply and nothing in the way. */
  planned?(tx: Tx, ctx: Ctx, subject: string, ready: boolean): Promise<void>;
  /** Where a person sees and mends it, below the console's address. */
  page?(subject: string): string;
  /** Says a vendor's failure in words for people. */
  explain?(error: unknown): AppError | null;
};

/** undo: a teardown of what one failed run made, and of nothing else. */
export const PLAN_INTENTS = ["apply", "teardown", "undo"] as const;
export type PlanIntent = (typeof PLAN_INTENTS)[number];

/** The intent of a stored plan. */
export const intentOf = (row: { intent: string }): PlanIntent =>
  PLAN_INTENTS.find((intent) => intent === row.intent) ?? "apply";
