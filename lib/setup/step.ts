import type * as z from "zod";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";

/** automatic: we call the API. guided: a person works in the vendor's console, we check. attested: nobody can check. */
export type StepMode = "automatic" | "guided" | "attested";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Stands for a value that only exists once another line has been applied. */
export const KNOWN_AFTER_APPLY = { knownAfterApply: true } as const;

/** A value that is never shown: plans compare and carry its fingerprint. */
export type SecretField = { readonly secret: string };

export type DesiredValue = string | number | boolean | null | SecretField | typeof KNOWN_AFTER_APPLY;

/** One remote object as it should be. Its line id starts with the id of its step: `skill`, `skill/Support/agent/7`. */
export type DesiredObject = {
  lineId: string;
  /** Whose object it is, as people call the system: "CXone". */
  system: string;
  kind: string;
  /** As people know it. */
  name: string;
  /** What it is looked up by; stays the same for as long as it is the same object. */
  naturalKey: string;
  /** Compared with what is there; what the vendor adds by itself is left alone. */
  fields: Readonly<Record<string, DesiredValue>>;
  /** Fields that matter when it is made and are nobody's business afterwards. */
  onlyAtCreation?: readonly string[];
  /** Lines that must be there first. */
  dependsOn?: readonly string[];
  /** Stands alone: when it is refused, the other lines are carried out all the same, as with one agent of fifty. */
  alone?: true;
  /** Set when no API can do it: what a person has to do. */
  manual?: string;
  /** Set when it cannot be planned yet: why, and what to do. */
  blocked?: string;
  /** What to do with an object under the natural key that is not ours. */
  foreign: "adopt" | "refuse";
  /** Sentences for the plan instead of "Create the channel Support". */
  titles?: Partial<Record<"create" | "adopt" | "change" | "keep", string>>;
};

/** What the other side has under a line. */
export type ObservedObject = {
  lineId: string;
  remoteId: string;
  fields: Readonly<Record<string, Json>>;
  /** True when it carries our mark, such as an id that we chose. */
  ours: boolean;
  /** Why it can be neither used nor touched: a foreign object in our place. */
  refusal?: string;
};

/** One remote object that we made or took over, as recorded. */
export type ManagedRecord = {
  lineId: string;
  system: string;
  kind: string;
  name: string;
  naturalKey: string;
  remoteId: string;
  ownership: "created" | "adopted";
  /** Its fields as they were applied last. */
  applied: Readonly<Record<string, DesiredValue>>;
};

/** A difference that somebody decided to live with, for as long as the other side keeps this value. */
export type IgnoredDrift = { lineId: string; field: string; found: Json | null };

/** Something that a teardown leaves for a person to remove. */
export type ByHand = {
  id: string;
  text: string;
  path: readonly string[];
  link: string | null;
  /** What to look for there. */
  values: readonly { label: string; value: string }[];
};

/** How a value found on the other side becomes what we want: through the input of a step, like anything typed. */
export type Acceptance = {
  stepId: string;
  input: unknown;
  /** Lines whose id begins so are the same objects under another name. */
  renamed?: { from: string; to: string };
};

export type StepRecord = {
  input: Json | null;
  visitedAt: Date | null;
  attestedBy: string | null;
  attestedAt: Date | null;
  evidence: string | null;
  waitingFor: string | null;
  waitingSince: Date | null;
  waitingNote: string | null;
  remindAt: Date | null;
  version: number;
  updatedAt: Date;
};

export type CheckState = "passed" | "failed" | "warning" | "not_applicable";

/** What the engine itself knows of a subject; every set-up adds its own facts to it. */
export type SetupBase = {
  subject: string;
  requestId: string;
  records: Readonly<Record<string, StepRecord>>;
  managed: readonly ManagedRecord[];
  ignored: readonly IgnoredDrift[];
  checks: Readonly<Record<string, { state: CheckState; message: string; at: Date }>>;
  /** State of the last run, and the step at which it failed. */
  lastRun: { id: string; state: string; failedStepId: string | null; finishedAt: Date | null } | null;
};

/** What `apply` is asked to do. `resumed` is true when an earlier attempt may have done it already. */
export type Change =
  | { action: "create"; desired: DesiredObject; resumed: boolean }
  | { action: "change"; desired: DesiredObject; current: ObservedObject; resumed: boolean }
  | { action: "delete"; managed: ManagedRecord; resumed: boolean };

export type Applied = {
  remoteId: string;
  /** Something worth telling, such as warnings the vendor saved with. */
  note?: string;
};

export type Fix = { sentence: string; path?: readonly string[]; link?: string };

export type CheckOutcome = {
  state: CheckState;
  message: string;
  evidence?: Json;
  fix?: Fix;
};

/** A named live check. It says what it does not prove. */
export type Check<C> = {
  id: string;
  title: string;
  doesNotProve: string;
  run(context: C): Promise<CheckOutcome>;
};

/** What a person carries to the other system; the value is exact. `value` is null for a secret. */
export type GuideValue = {
  label: string;
  value: string | null;
  secret: boolean;
  copy: boolean;
  /** Where it came from, or what it is for. */
  note?: string;
};
export type Guide = {
  system: string;
  path: readonly string[];
  link: string | null;
  values: readonly GuideValue[];
};

export type StepNote = { tone: "info" | "warning"; text: string; source: string };

/**
 * One step of a set-up: data and small functions. Methods, not function properties: a list may then hold steps whose
 * contexts are narrower than the engine's.
 */
export type Step<C extends SetupBase> = {
  id: string;
  title: string;
  why: string;
  /** Who can do it, as a sentence fragment: "A CXone administrator". */
  who: string;
  minutes: number;
  docs: { path: readonly string[]; link: string | null; doesNotProve: string };
  notes?: readonly StepNote[];
  /**
   * The steps that have to be done before this one; without it, all before it. A set-up that waits days for others, as
   * for DNS, lets the rest be prepared meanwhile.
   */
  needs?: readonly string[];
  mode(context: C): StepMode;
  /** What the person types; null when there is nothing to type. */
  input: z.ZodType | null;
  /** The input as the form starts with it, defaults filled in. Without it: what was saved. */
  value?(context: C): unknown;
  /** Refuses an input that only a look at the other side or at other rows can refuse. Throws AppError. */
  verify?(ctx: Ctx, context: C, input: unknown): Promise<void>;
  /**
   * Writes the input where it belongs and returns what is left to keep in the step's own row, if anything. Without it
   * the whole input stays in that row.
   */
  save?(tx: Tx, ctx: Ctx, context: C, input: unknown): Promise<Json | null>;
  /** What the person still has to do here, in a sentence; null when nothing. */
  todo(context: C): string | null;
  /** Whom the step waits for by what is known of it, without anybody saying so: it ends by itself. */
  waitsFor?(context: C): { for: string; since: Date; note: string } | null;
  /** The remote objects this step stands for. */
  desired?(context: C): DesiredObject[];
  /** What the other side has of them. Reads only. */
  observe?(context: C): Promise<ObservedObject[]>;
  /** Makes one change. Called only after `observe` said that it is needed; must survive having half happened before. */
  apply?(change: Change, context: C): Promise<Applied>;
  /** In the transaction that records an applied line. */
  recorded?(tx: Tx, ctx: Ctx, context: C, lineId: string, remoteId: string | null): Promise<void>;
  /** The sentence for removing an object that cannot simply be deleted. */
  removal?(record: ManagedRecord): string | null;
  /** What a teardown leaves for a person to remove. */
  byHand?(context: C): readonly ByHand[];
  /** Whether a found value can be what we want. */
  accepts?(drift: { lineId: string; field: string; found: Json | null }): boolean;
  /** What to save so that a found value is what we want; null when it cannot be wanted. `found` is null for what is gone. */
  accept?(
    context: C,
    drift: { lineId: string; field: string; found: Json | null },
  ): Promise<Acceptance | null> | Acceptance | null;
  /** The object of a line in the audit log, when Patchbay has other ways to change it: names who did. */
  auditObject?(context: C, remoteId: string): string | null;
  checks: readonly Check<C>[];
  guide?(context: C): Guide | null;
};

/** The step a line belongs to. */
export function stepOfLine(lineId: string): string {
  return lineId.split("/", 1)[0] ?? lineId;
}
