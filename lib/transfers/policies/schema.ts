import * as z from "zod";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { openedVersion, type VersionHead, versionNote } from "#lib/versions/schema.ts";
import { type Outcome, type PolicyBody, policyBodyFields, problemsOfIds } from "../schema.ts";
import { scenarioSchema, type TargetScene } from "../simulation/schema.ts";
import type { TimelineEvent } from "../state.ts";
import { bodyOfDraft, type PolicyDraft } from "./draft/mapping.ts";
import type { ContentChange } from "./mapping.ts";

const NAME = "Enter a name.";
const policyName = z
  .string({ error: NAME })
  .trim()
  .min(1, { error: NAME })
  .max(80, { error: "At most 80 characters." });
const description = z.string().trim().max(500, { error: "At most 500 characters." }).default("");
const note = versionNote.default("");

const written = {
  name: policyName,
  description,
  /** Why, for those who read the versions. */
  note,
  /** Saves although cases of the policy fail under it. */
  allowFailingCases: z.boolean().default(false),
};

/** A new policy. The ids in its body are held against the dialect of the connection by the verb, which knows it. */
export const policyInput = z.strictObject({
  connectionId: z
    .string({ error: "Choose a connection." })
    .min(1, { error: "Choose a connection." })
    .max(100),
  ...written,
  body: policyBodyFields,
});
export type PolicyInput = z.output<typeof policyInput>;

const version = openedVersion;

/** A change; `version` is the one that the page was opened with. */
export const policyChange = z.strictObject({ version, ...written, body: policyBodyFields });
export type PolicyChange = z.output<typeof policyChange>;

export const restoreInput = z.strictObject({ version, allowFailingCases: written.allowFailingCases });
export type RestoreInput = z.output<typeof restoreInput>;

const sent = z.strictObject({ name: policyName, description, note, body: policyBodyFields });

/**
 * What the editor checks before it sends: the form's text in the shape that is sent, with ids of one dialect. Says all that
 * is wrong at once: a wrong priority does not hide a wrong id.
 */
export const policyForm = (dialect: Dialect) =>
  z.custom<PolicyDraft>().transform((draft, ctx): z.output<typeof sent> => {
    const body = bodyOfDraft(draft.body);
    const parsed = sent.safeParse({ ...draft, body });
    const wrong = parsed.success ? [] : parsed.error.issues;
    const known = new Set(wrong.map(({ path }) => path.join(".")));
    const ids = problemsOfIds(dialect, body).map(({ path, message }) => ({
      path: ["body", ...path],
      message,
    }));
    for (const { path, message } of [...wrong, ...ids.filter(({ path }) => !known.has(path.join(".")))])
      ctx.issues.push({ code: "custom", path: [...path], message, input: draft });
    return parsed.success && ids.length === 0 ? parsed.data : z.NEVER;
  });
export type PolicyFormOutput = z.output<ReturnType<typeof policyForm>>;

export const policyQuery = z.object({
  search: z.string().max(100).optional(),
  connection: z.string().max(100).optional(),
  archived: z.stringbool().optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type PolicyQuery = z.output<typeof policyQuery>;

export const simulateInput = z.strictObject({
  scenario: scenarioSchema,
  /** As it was at a version; without one, as it is. */
  version: version.optional(),
  /** A body that is not saved. */
  body: policyBodyFields.optional(),
});
export type SimulateInput = z.output<typeof simulateInput>;

/** A body that is not saved; without one, the policy as it is. */
export const observeInput = z.strictObject({ body: policyBodyFields.optional() });

/** How the targets of a policy stand now, in their order. */
export type Observed = { at: string; steps: TargetScene["observed"][] };

/** A past transfer whose decision is tried again. */
export type Replay = {
  id: string;
  /** Null where nobody knows it any more: then it cannot be replayed. */
  dialect: Dialect | null;
  callId: string;
  policy: { name: string; version: number; body: PolicyBody };
  timeline: TimelineEvent[];
  outcome: Outcome | null;
  /** Where it ended up, in words. */
  target: string;
};

/** A connection that can transfer calls. */
export type VoiceConnection = {
  id: string;
  name: string;
  environment: "sandbox" | "live";
  dialect: Dialect;
};

/** A case that fails under a policy, and why. */
export type FailingCase = { name: string; why: string };

export type PolicyView = {
  id: string;
  connection: VoiceConnection;
  name: string;
  description: string;
  version: number;
  body: PolicyBody;
  archivedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

export type PolicyListItem = Omit<PolicyView, "body"> & {
  firstTarget: string;
  fallbacks: number;
  voicemail: string;
  cases: { total: number; passed: number };
  /** Transfers that ended in the last 24 hours; `more` when there are more than were counted. */
  transfers: { count: number; more: boolean };
};

export type VersionView = VersionHead & {
  name: string;
  /** Against the version before; null for the first. */
  changes: ContentChange[] | null;
  /** Cases that failed under it and were let pass knowingly. */
  failing: FailingCase[];
};
