import * as z from "zod";
import { channelName, channelSettings, SENDINGS } from "#lib/email/channels/schema.ts";
import { domainRecord } from "#lib/email/domains/schema.ts";
import { extensionList } from "#lib/email/extensions/schema.ts";
import { htmlText, variableValues } from "#lib/email/html/schema.ts";
import { PERMISSIONS } from "#lib/email/permissions/schema.ts";
import { domainName, headerText, localPart } from "#lib/email/schema.ts";
import { hasBody, NO_BODY, signatureFields } from "#lib/email/signatures/schema.ts";
import { businessHours, slaTargets } from "#lib/email/sla/schema.ts";
import { smtpFields, smtpInputSchema } from "#lib/email/smtp/schema.ts";
import { objectName } from "#lib/email/templates/schema.ts";
import { byName, secretReference } from "../reference/schema.ts";

const vendorName = z.string().trim().min(1).max(200);

/** Also of SMTP configurations: what CXone or Entra made of a file's own domain holds for its tenant only. */
const domain = z.strictObject({ records: z.array(domainRecord).max(30) });

const smtp = smtpFields
  .omit({ connectionId: true, name: true, secrets: true, expiry: true })
  .extend({
    secrets: z
      .strictObject({
        clientSecret: secretReference
          .extend({
            /** When the one that is entered ends (M-25). */
            expires: z.union([z.iso.date(), z.literal("never")], {
              error: "Enter the day on which the secret ends, such as 2027-05-01, or never.",
            }),
          })
          .optional(),
        password: secretReference.optional(),
      })
      .default({}),
  })
  .superRefine(({ secrets: _references, ...settings }, issues) => {
    const judged = smtpInputSchema.safeParse({ ...settings, connectionId: "file", name: "file" });
    for (const { path, message } of judged.error?.issues ?? [])
      issues.addIssue({ code: "custom", path, message });
  });

const template = z.strictObject({
  html: htmlText.refine((text) => text.trim() !== "", { error: "Enter the HTML." }),
  sample: variableValues.default({}),
});

/** People of a tenant by name, or by address or user name where two have one name. All of them: who is not named loses it. */
const people = z.array(vendorName).max(1_000);

const { name: signatureName, ...signatureBody } = signatureFields;
const signature = z
  .strictObject({
    plain: signatureBody.plain.default(""),
    html: signatureBody.html.default(""),
    fields: variableValues.default({}),
    people: people.default([]),
  })
  .refine(hasBody, { error: NO_BODY, path: ["plain"] });

/** Wanted state alone: what CXone showed of it (its id, the point of contact) and what was attested is of one tenant. */
const channel = z.strictObject({
  /** M-03: whether the tenant has Proactive Chat and Email already. */
  hasProactive: z.boolean().optional(),
  domain: domainName.optional(),
  localPart: localPart.optional(),
  sending: z.enum(SENDINGS).optional(),
  smtp: smtpFields.shape.name.optional(),
  settings: channelSettings.extend({
    /** By title. */
    spamTag: z.string().trim().min(1).max(200).nullable().default(null),
  }),
  routing: z
    .strictObject({ skill: z.string().min(1).max(100), script: headerText("The script", 300).min(1) })
    .optional(),
  template: objectName.optional(),
  /** Null follows the global one. */
  sla: slaTargets.nullable().optional(),
});

const role = z.strictObject({
  /** By channel; an empty list takes the channel out of the role. */
  permissions: byName(
    channelName,
    z
      .array(z.enum(PERMISSIONS, { error: `Choose from: ${PERMISSIONS.join(", ")}.` }))
      .transform((chosen) => PERMISSIONS.filter((permission) => chosen.includes(permission))),
  ),
  people: people.optional(),
});

/** The digital email of one tenant: what is wanted, with names instead of ids. What is not in it is left alone. */
export const emailConfiguration = z.strictObject({
  domains: byName(domainName, domain),
  smtp: byName(smtpFields.shape.name, smtp),
  templates: byName(objectName, template),
  signatures: byName(signatureName, signature),
  channels: byName(channelName, channel),
  /** Permissions of email channels by digital role (M-50). */
  roles: byName(vendorName, role),
  /** The channels that the "Included channels rule" of a routing queue names (M-61). */
  queues: byName(vendorName, z.array(channelName).max(200)),
  sla: z.strictObject({ hours: businessHours, targets: slaTargets }).optional(),
  /** An empty list lets every file type through (M-36). */
  extensions: extensionList.optional(),
});
export type EmailConfiguration = z.output<typeof emailConfiguration>;

/** What a file says of each kind of email object. */
export type EmailWanted = {
  "email-domain": EmailConfiguration["domains"][string];
  "email-smtp": EmailConfiguration["smtp"][string];
  "email-template": EmailConfiguration["templates"][string];
  "email-signature": EmailConfiguration["signatures"][string];
  "email-channel": EmailConfiguration["channels"][string];
  "email-role": EmailConfiguration["roles"][string];
  "email-queue": EmailConfiguration["queues"][string];
  "email-sla": NonNullable<EmailConfiguration["sla"]>;
  "email-extensions": NonNullable<EmailConfiguration["extensions"]>;
};
export type EmailKind = keyof EmailWanted;

/** One object of a file: which tenant it is of, and what it is to be. */
export type EmailObject<Kind extends EmailKind = EmailKind> = {
  [K in Kind]: { kind: K; object: string; connection: string; name: string; wanted: EmailWanted[K] };
}[Kind];
