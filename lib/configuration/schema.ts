import * as z from "zod";
import { cxoneSettingsSchema } from "#lib/connections/cxone/schema.ts";
import { cxoneV2SettingsSchema } from "#lib/connections/cxone-v2/schema.ts";
import { engageSettingsSchema } from "#lib/connections/engage/schema.ts";
import { storedBot } from "#lib/handover/bot/schema.ts";
import { handoverSettings } from "#lib/handover/relay/schema.ts";
import { HANDOVER_KINDS, handoverName } from "#lib/handover/schema.ts";
import { skillName } from "#lib/skills/skill-name.ts";
import { emailConfiguration } from "./email/schema.ts";
import { engagePart } from "./engage/schema.ts";
import { byName, secretReference } from "./reference/schema.ts";

/** Whose ids stand in this file; of another tenant they mean nothing. */
const tenantId = z.string().max(100).optional();

const connection = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z
        .literal("cxone")
        .optional()
        .transform((): "cxone" => "cxone"),
      tenantId,
      settings: cxoneSettingsSchema,
      secrets: z
        .strictObject({
          accessKeySecret: secretReference.optional(),
          clientSecret: secretReference.optional(),
        })
        .default({}),
    }),
    z.strictObject({
      kind: z.literal("cxone-v2"),
      tenantId,
      settings: cxoneV2SettingsSchema,
      secrets: z.strictObject({ clientSecret: secretReference.optional() }).default({}),
    }),
    z.strictObject({
      kind: z.literal("engage"),
      tenantId,
      settings: engageSettingsSchema,
      secrets: z.strictObject({ apiToken: secretReference.optional() }).default({}),
    }),
  ],
  {
    error: ({ code }) =>
      code === "invalid_union"
        ? "Patchbay knows connections of the kinds cxone, cxone-v2 and engage."
        : undefined,
  },
);

const [demo, cognigy, webhook] = storedBot.options;
const bot = z.discriminatedUnion(
  "adapter",
  [
    demo.strict(),
    // The last part of the Endpoint URL is a secret; the file names where it is taken from.
    cognigy.extend({ token: secretReference.optional() }).strict(),
    webhook.strict(),
  ],
  { error: "The adapter is demo, cognigy or webhook." },
);

const agents = z.array(z.string().min(1).max(200)).max(100).default([]);

/** By name: skills and agents of another tenant have other ids. */
const skill = z.union(
  [
    z.strictObject({ pick: z.string().min(1).max(100), agents }),
    z.strictObject({ create: skillName, campaign: z.string().min(1).max(200), agents }),
  ],
  { error: "Either `pick` a skill by name, or `create` one with its `campaign`." },
);

const handoverParts = z.strictObject({
  /** The contact centre; left out, it is CXone. */
  kind: z
    .enum(HANDOVER_KINDS, { error: "Patchbay knows handovers of the kinds cxone and engage." })
    .optional(),
  connection: z.string().max(60).optional(),
  bot,
  settings: handoverSettings,
  skill: skill.optional(),
  /** Made by CXone when somebody adds the integration by hand; holds for this tenant only (H-19). */
  integrationId: z.string().max(100).optional(),
  engage: engagePart.optional(),
});

/** Parts of one contact centre are not passed over in silence in a handover to the other. */
const handover = handoverParts.superRefine(({ kind = "cxone", skill, integrationId, engage }, issues) => {
  const foreign = kind === "engage" ? { skill, integrationId } : { engage };
  for (const [part, value] of Object.entries(foreign))
    if (value !== undefined)
      issues.addIssue({
        code: "custom",
        path: [part],
        message: `A handover of the kind ${kind} has no such part.`,
      });
});

const connectionName = z.string().trim().min(1).max(60);

/** A configuration as code: names instead of ids, secrets as references. What is not in it is left alone. */
export const configurationSchema = z.strictObject({
  patchbay: z.literal(1, { error: "The file starts with `patchbay: 1`." }),
  connections: byName(connectionName, connection),
  handovers: byName(handoverName, handover),
  /** Digital email, by the connection whose tenant it belongs to. */
  email: byName(connectionName, emailConfiguration),
});
export type Configuration = z.output<typeof configurationSchema>;
export type ConnectionConfiguration = Configuration["connections"][string];
export type HandoverConfiguration = Configuration["handovers"][string];

const MAX_FILE = 5_000_000;
/** What a route takes: the file as JSON, with its secrets. */
export const FILE_BODY_BYTES = 12_000_000;
const file = z.string().max(MAX_FILE, {
  error: "A configuration has at most 5 MB: bring the templates in part by part, by a pattern of the export.",
});
const secrets = z.record(z.string().max(100), z.string().max(500)).default({});

export const planInput = z.strictObject({ file });
export const applyInput = z.strictObject({ file, fingerprint: z.string().max(100), secrets });

/** Patterns such as `handover:Support*`, several with commas. Include first, then exclude. */
export const exportQuery = z.object({
  include: z.string().max(500).optional(),
  exclude: z.string().max(500).optional(),
});
export type ExportQuery = z.output<typeof exportQuery>;

export type ConfigurationChange = { field: string; from?: string; to?: string };
export type ConfigurationLine = {
  /** `connection:Acme` */
  object: string;
  action: "create" | "change" | "keep" | "manual" | "blocked";
  sentence: string;
  changes: ConfigurationChange[];
  note?: string;
};
export type SecretNeed = { env: string; what: string };
export type ConfigurationPlan = {
  fingerprint: string;
  lines: ConfigurationLine[];
  /** Lines that would change something. */
  changes: number;
  /** True when nothing stands in the way of applying it. */
  applicable: boolean;
  /** Secrets that must be given, because their connection is new or leads elsewhere. */
  secrets: SecretNeed[];
};

export type ConfigurationOutcome = {
  object: string;
  state: "done" | "kept" | "failed" | "skipped";
  sentence: string;
  /** Where to go on: the set-up of a handover has steps for people. */
  href?: string;
};
