import * as z from "zod";
import { OUTCOMES } from "../schema.ts";
import { REASONS } from "../state.ts";

const text = z.string().trim().max(200, { error: "At most 200 characters." });
const SECONDS = "A whole number of seconds from 0 to 3600.";
const seconds = z.int({ error: SECONDS }).min(0, { error: SECONDS }).max(3_600, { error: SECONDS });

/** What is seen of a target (T-20 to T-23), set by hand or taken from the contact centre: `Observation` as JSON. */
const observed = z.strictObject({
  queue: z
    .strictObject({ id: text, name: text, status: z.enum(["ACTIVE", "INACTIVE"]).nullable() })
    .nullable(),
  campaigns: z
    .array(z.strictObject({ id: text, name: text, active: z.boolean() }))
    .max(100, { error: "At most 100 campaigns." })
    .nullable(),
  agents: z
    .array(
      z.strictObject({
        id: text,
        name: text,
        status: text,
        available: z.boolean(),
        skills: z.array(text).max(200),
      }),
    )
    .max(1_000, { error: "At most 1000 agents." })
    .nullable(),
});
/** A look-up that fails (T-41). */
const failedLookUp = z.strictObject({ failed: z.strictObject({ code: text, message: text }) });

export const WRITE_ANSWERS = ["accepted", "refused", "throttled", "server_error", "lost"] as const;
export const LEG_ENDS = ["connects", "fails", "never", "hangs_up", "vanishes"] as const;

/** One time that the call is sent to a target: what the contact centre answers, and what becomes of it. */
export const attemptScene = z.strictObject({
  answer: z.enum(WRITE_ANSWERS).default("accepted"),
  /** After a 5xx, a lost answer or a refusal: whether there is a transfer all the same. */
  done: z.boolean().default(false),
  status: z.int().min(400).max(599).nullable().default(null),
  retryAfterSeconds: seconds.nullable().default(null),
  message: text.default(""),
  /** `hangs_up` is the caller; `vanishes`: accepted, and the contact centre shows no transfer. */
  becomes: z.enum(LEG_ENDS).default("connects"),
  afterSeconds: seconds.default(5),
  /** Who answers, where known. */
  agent: z.strictObject({ id: text, name: text.nullable() }).nullable().default(null),
  /** The call cannot be read after this. */
  looksFail: z.boolean().default(false),
});

const target = z.strictObject({
  observed: z.union([observed, failedLookUp]),
  /** In their order; the last one stands for all that follow. None: accepted, and it connects after 5 s. */
  attempts: z.array(attemptScene).max(30, { error: "At most 30 attempts." }).default([]),
  /** T-60: whatever is answered, it fails. */
  forceFailure: z.boolean().default(false),
  /** When this target was decided on, where that is known; otherwise the clock runs on. */
  at: z.iso.datetime({ offset: true }).optional(),
});

/** What a policy is tried with. No call is made: the contact centre is what stands here. */
export const scenarioSchema = z.strictObject({
  /** When the transfer is asked for. Opening hours look at it through their own time zones. */
  at: z.iso.datetime({ offset: true, error: "A date and a time with its zone." }),
  /** T-60: calls that the simulator knows, and the one that is transferred. */
  calls: z.array(text.min(1)).max(20).default(["call-1"]),
  callId: text.min(1).default("call-1"),
  /** By kind and id, such as `QUEUE:4711`; `QUEUE:4711#2` is the second time in the same chain. */
  targets: z.record(z.string().max(130), target),
  /** A person who cancels at this step, once so many of its attempts were answered: before the next, while it is being sent, or after. */
  cancel: z
    .strictObject({
      step: z.int().min(0).max(20),
      attempts: z.int().min(0).max(30),
      when: z.enum(["before", "sending", "after"]),
    })
    .nullable()
    .default(null),
});
export type Scenario = z.output<typeof scenarioSchema>;
export type TargetScene = z.output<typeof target>;
export type AttemptScene = z.output<typeof attemptScene>;
export type ObservedScene = z.output<typeof observed>;

/** What a kept case expects. What is left out is not looked at. */
export const expectedSchema = z.strictObject({
  outcome: z.enum(OUTCOMES, { error: "Choose how it should end." }),
  /** Place in the chain where it ends; the number of targets is voicemail. */
  step: z.int().min(0).max(20).optional(),
  /** The reason of the whole; null for none. */
  reason: z.enum(REASONS).nullable().optional(),
  /** Why each target before the last was passed over, in the order of the chain. */
  passedOver: z.array(z.enum(REASONS)).max(20).optional(),
});
export type Expected = z.output<typeof expectedSchema>;
