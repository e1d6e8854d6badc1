// Every field of email that ends up in a header of a mail, or on one line of a page in CXone. A line break in it would begin
// another header, such as Bcc.
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { reportInput } from "./bounced/schema.ts";
import {
  channelSettings,
  createChannelInput,
  fromInput,
  routingInput,
  seenInput,
  tagInput,
  updateChannelInput,
} from "./channels/schema.ts";
import { domainRecord, newDomainInput, sesSeenInput } from "./domains/schema.ts";
import { extensionsSeenInput } from "./extensions/schema.ts";
import { roundTripSchema, testMailSchema } from "./mails/schema.ts";
import { signatureChange, signatureInput } from "./signatures/schema.ts";
import { changedSmtpForm, copySmtpSchema, newSmtpForm, smtpFields } from "./smtp/schema.ts";
import { sendInput, templateChange, templateInput } from "./templates/schema.ts";

const connectionId = "con_1";
const ADDRESS = "support@example.com";
const GUID = "1b2c3d4e-5f60-4718-9a0b-0c1d2e3f4a5b";
const smtp = {
  connectionId,
  name: "Exchange",
  provider: "microsoft",
  host: "smtp.office365.com",
  port: 587,
  security: "starttls",
  mailbox: ADDRESS,
  auth: "client_credentials",
  tenantId: GUID,
  clientId: GUID,
  authority: "https://login.microsoftonline.com",
  secrets: { clientSecret: "abc8Q~value", password: "" },
  expiry: "never",
};
const record = { kind: "other", type: "TXT", name: "_a.example.com", value: "token=", need: "required" };
const signature = { name: "Sales", plain: "x", html: "", fields: {}, note: "" };
const template = { name: "Welcome", html: "<p>x</p>" };

/** Schemas with an input that they take, and those of its fields that are one line. */
const FORMS: [string, z.ZodType, Record<string, unknown>, readonly string[]][] = [
  ["a mail server", smtpFields, smtp, ["name", "host", "mailbox"]],
  ["a new mail server's form", newSmtpForm, smtp, ["name", "host", "mailbox"]],
  ["a mail server's form", changedSmtpForm, smtp, ["name", "host", "mailbox"]],
  [
    "a copy of a mail server",
    copySmtpSchema,
    { connectionId, name: "B", mailbox: ADDRESS },
    ["name", "mailbox"],
  ],
  ["a test mail", testMailSchema, { to: ADDRESS }, ["to"]],
  ["a round trip", roundTripSchema, { to: ADDRESS }, ["to"]],
  ["a test of a template", sendInput, { smtpId: "smtp_1", to: ADDRESS }, ["to"]],
  ["a template", templateInput, { connectionId, ...template }, ["name"]],
  ["a changed template", templateChange, { version: 1, ...template }, ["name"]],
  ["a signature", signatureInput, { connectionId, ...signature }, ["name"]],
  ["a changed signature", signatureChange, { version: 1, ...signature }, ["name"]],
  ["settings of a channel", channelSettings, { displayName: "Acme" }, ["displayName"]],
  ["a channel", createChannelInput, { connectionId, name: "Support" }, ["name"]],
  ["a renamed channel", updateChannelInput, { version: 1, name: "Support" }, ["name"]],
  ["a channel as it is in CXone", seenInput, { name: "Support" }, ["name"]],
  [
    "a from address",
    fromInput,
    { localPart: "support", pointContact: ADDRESS },
    ["localPart", "pointContact"],
  ],
  ["a routing", routingInput, { skillId: 1, skillName: "Mail", script: "Digital\\Mail" }, ["script"]],
  ["a spam tag", tagInput, { connectionId, title: "Spam" }, ["title"]],
  ["a domain", newDomainInput, { connectionId, name: "example.com", region: "us-west-2" }, ["name"]],
  ["a record of DNS", domainRecord, record, ["name", "value"]],
  ["a domain as it was seen", sesSeenInput, { version: 1, evidence: "Seen" }, ["evidence"]],
  [
    "extensions as they were seen",
    extensionsSeenInput,
    { version: 0, extensions: [], evidence: "Seen" },
    ["evidence"],
  ],
  [
    "a bounced address",
    reportInput,
    { connectionId, address: ADDRESS, detail: "Seen" },
    ["address", "detail"],
  ],
];

const CASES = FORMS.flatMap(([what, schema, input, fields]) =>
  fields.map((field) => [field, what, schema, input] as const),
);

describe("one line alone is taken", () => {
  test.each(CASES)("as %s of %s", (field, _what, schema, input) => {
    expect(schema.safeParse(input).error?.issues).toBeUndefined();
    for (const end of ["\r\n", "\n", "\r", "\u0000", "\u0085", "\u2028"]) {
      const { success, error } = schema.safeParse({
        ...input,
        [field]: `${input[field]}${end}Bcc: all@x.example`,
      });
      expect(success, JSON.stringify(end)).toBe(false);
      // A choice of two forms says it of each.
      expect([field, ""]).toContain(error?.issues[0]?.path.join("."));
    }
  });
});
