import * as z from "zod";
import { type Dialect, TARGET_TYPES, type TargetType, TRANSFER_TYPES } from "#lib/cxone/voice/state.ts";
import { openingHours } from "#lib/hours/schema.ts";
import { e164 } from "#lib/phone/schema.ts";
import { vendorUuid } from "#lib/tenant/vendor-uuid.ts";
import { DEFAULT_PRIORITY, DEFAULT_WATCH } from "./mapping.ts";

/** T-14. */
const PRIORITY = "The priority is a whole number from 1 (lowest) to 5 (highest).";
const priority = z.int({ error: PRIORITY }).min(1, { error: PRIORITY }).max(5, { error: PRIORITY });

/** T-31. */
const watch = z.strictObject({
  pollSeconds: seconds("The call is looked at", 1, 60).default(DEFAULT_WATCH.pollSeconds),
  /** How long an attempt may take before it counts as unknown. */
  timeoutSeconds: seconds("An attempt is waited for", 5, 600).default(DEFAULT_WATCH.timeoutSeconds),
  /** How long an unknown outcome is looked after before the record closes as unknown. */
  unknownMinutes: z
    .int({ error: "A whole number of minutes from 1 to 120." })
    .min(1, { error: "A whole number of minutes from 1 to 120." })
    .max(120, { error: "A whole number of minutes from 1 to 120." })
    .default(DEFAULT_WATCH.unknownMinutes),
});

function seconds(what: string, min: number, max: number) {
  const error = `${what} a whole number of seconds, ${min} to ${max}.`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

const EXTENSION = "An extension has 1 to 10 digits, such as 999.";
const AGENT_NOT_HERE = "This connection transfers to queues, skills, extensions and numbers.";

/** T-12: what an id looks like, by what it names and by the dialect that is spoken; the parsed id, or what is wrong with it. */
export function parseTargetId(
  dialect: Dialect,
  targetType: TargetType,
  text: string,
): { ok: true; id: string } | { ok: false; problem: string } {
  const schema = idSchema(dialect, targetType);
  if (typeof schema === "string") return { ok: false, problem: schema };
  const parsed = schema.safeParse(text);
  return parsed.success
    ? { ok: true, id: parsed.data }
    : { ok: false, problem: parsed.error.issues[0]?.message ?? "This is no such id." };
}

function idSchema(dialect: Dialect, targetType: TargetType): z.ZodType<string> | string {
  if (targetType === "EXTENSION") return z.string().regex(/^\d{1,10}$/, { error: EXTENSION });
  if (targetType === "NUMBER") return e164;
  const what = `the ${targetType.toLowerCase()}`;
  if (dialect === "v2") return targetType === "AGENT" ? AGENT_NOT_HERE : vendorUuid(what);
  const error = `The id of ${targetType === "AGENT" ? "an agent" : `a ${targetType.toLowerCase()}`} is a whole number, such as 4711.`;
  return z.string().regex(/^[1-9]\d{0,15}$/, { error });
}

/** One place a call can be sent to: the first, or one that stands in for it. */
const routeFields = {
  transferType: z.enum(TRANSFER_TYPES, { error: "The type is BLIND or CONSULT." }).default("BLIND"),
  targetType: z.enum(TARGET_TYPES, { error: "The target is a QUEUE, SKILL, EXTENSION, NUMBER or AGENT." }),
  targetId: z
    .string({ error: "Choose where the call goes." })
    .min(1, { error: "Choose where the call goes." })
    .max(100),
  /** As the contact centre called it when it was chosen; for people, never for decisions. */
  targetName: z.string().trim().max(120).default(""),
  skillId: z.string().max(100).optional(),
  skillName: z.string().trim().max(120).optional(),
  priority: priority.default(DEFAULT_PRIORITY),
  callbackNumber: e164.optional(),
};
const route = z.strictObject({ ...routeFields, hours: openingHours.optional() });
/** The end of every chain: always open, and never asked whether somebody is there (T-41). */
const voicemail = z.strictObject({
  targetType: z.enum(["EXTENSION", "SKILL", "QUEUE", "NUMBER"], {
    error: "Voicemail is an extension, a skill, a queue or a number.",
  }),
  targetId: routeFields.targetId,
  targetName: routeFields.targetName,
});

/** A policy but for its ids, whose form depends on the dialect. */
export const policyBodyFields = z.strictObject({
  /** The first is tried first; each of the others is a fallback for those before it (T-40). */
  routes: z
    .array(route)
    .min(1, { error: "A policy has at least one target before voicemail." })
    .max(20, { error: "A policy has at most 20 targets." }),
  voicemail,
  watch: watch.prefault({}),
});

type IdsOf = {
  routes: readonly { targetType: TargetType; targetId: string; skillId?: string | undefined }[];
  voicemail: { targetType: TargetType; targetId: string };
};

/** What is wrong with the ids of a policy in a dialect, with the path of each field (T-12, T-13). */
export function problemsOfIds(
  dialect: Dialect,
  body: IdsOf,
): { path: (string | number)[]; message: string }[] {
  const problemOf = (path: (string | number)[], type: TargetType, id: string) => {
    const parsed = parseTargetId(dialect, type, id);
    return parsed.ok ? [] : [{ path, message: parsed.problem }];
  };
  return [
    ...body.routes.flatMap(({ targetType, targetId, skillId }, index) => {
      const skill = ["routes", index, "skillId"];
      return [
        ...problemOf(["routes", index, "targetId"], targetType, targetId),
        ...(skillId === undefined ? [] : problemOf(skill, "SKILL", skillId)),
        ...(skillId === undefined || targetType === "QUEUE"
          ? []
          : [{ path: skill, message: "A skill narrows a queue; leave it out here." }]),
      ];
    }),
    ...problemOf(["voicemail", "targetId"], body.voicemail.targetType, body.voicemail.targetId),
  ];
}

/** A policy as it is decided by. Ids are held against the dialect of its connection. */
export const policyBodySchema = (dialect: Dialect) =>
  policyBodyFields.superRefine((body, ctx) => {
    for (const problem of problemsOfIds(dialect, body)) ctx.addIssue({ code: "custom", ...problem });
  });
export type PolicyBody = z.output<typeof policyBodyFields>;
export type PolicyRoute = PolicyBody["routes"][number];

/** How a call ended up. `unknown`: the contact centre never said; `cancelled`: stopped by a person before it was issued. */
export const OUTCOMES = [
  "connected",
  "fallback",
  "voicemail",
  "failed",
  "disconnected",
  "unknown",
  "cancelled",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const TRANSFER_SOURCES = ["console", "api", "handover"] as const;
export type TransferSource = (typeof TRANSFER_SOURCES)[number];
