import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";

/** Where the fields are that belong to something. */
export type Place = { connectionId: string; handoverId: string };

type Refusal = { typed: string; says: string | RegExp /** What a script sends for it. */; sent?: unknown };

export type Field = {
  /** Its label in the form; without a page it is the API's alone. */
  label: string;
  /** Its name in a problem document. */
  name: string;
  /** The form, with everything right but this field and, so that nothing is made, one other. */
  form?: { at: (place: Place) => string; prepare: (page: Page) => Promise<void>; save: string };
  call: (place: Place, value: unknown) => readonly [method: string, path: string, body: unknown];
  accept: readonly unknown[];
  reject: readonly Refusal[];
};

const nothing = async () => {};
const refused = (says: string | RegExp, ...typed: readonly string[]): Refusal[] =>
  typed.map((text) => ({ typed: text, says }));
/** As `NumberField` and a script give it: a number, or the text that is none. */
const numbers = (says: string | RegExp, ...typed: readonly string[]): Refusal[] =>
  typed.map((text) => ({
    typed: text,
    says,
    sent: text === "" ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text,
  }));

const newSkill = {
  at: ({ connectionId }: Place) => `/skills/new?connection=${connectionId}`,
  save: "Make skill",
};
const skill = { mediaTypeId: 9, direction: "inbound", campaignId: 310001 };
const served = { serviceLevelThresholdSeconds: 30, serviceLevelGoalPercent: 80 };
const settingsStep = {
  at: ({ handoverId }: Place) => `/handovers/${handoverId}/setup/settings`,
  save: "Save and continue",
};
const saveSettings = ({ handoverId }: Place, input: object) =>
  ["PUT", `/api/handovers/${handoverId}/setup/settings`, { input, version: 1 }] as const;
const MINUTES = "Enter whole minutes from 1 to 1,440, or leave it empty.";
const newToken = { at: () => "/settings/api-tokens/new", save: "Make token" };
const retention = { at: () => "/settings/retention", save: "Save" };

/** The limits of facts/product.md §1.6 and of the fields beside them: at, below and above each bound. */
export const FIELDS: readonly Field[] = [
  {
    label: "Skill name",
    name: "skillName",
    form: { ...newSkill, prepare: nothing },
    call: ({ connectionId }, skillName) => [
      "POST",
      `/api/connections/${connectionId}/skills`,
      { ...skill, ...served, campaignId: 0, skillName },
    ],
    accept: ["AB", "x".repeat(30), "a-b_c.d:e"],
    reject: [
      ...refused("A skill name has at least 2 characters.", "A", ""),
      ...refused("A skill name has at most 30 characters.", "x".repeat(31)),
      ...refused(/^A blank is not allowed in a skill name/, "a b"),
      ...refused(/^“\/” is not allowed in a skill name/, "a/b"),
      ...refused(/^“é” is not allowed in a skill name/, "café"),
    ],
  },
  {
    label: "Fallback Time",
    name: "fallbackTimeSeconds",
    form: {
      ...newSkill,
      prepare: async (page) => {
        await page.getByLabel("Skill name").fill("Limits");
        await page.getByRole("group", { name: "Campaign" }).getByRole("radio").first().check();
        await page.getByRole("radio", { name: /^Preferred Agent/ }).check();
      },
    },
    call: ({ connectionId }, fallbackTimeSeconds) => [
      "POST",
      `/api/connections/${connectionId}/skills`,
      { ...skill, ...served, skillName: "Limits", evaluation: "preferred-agent", fallbackTimeSeconds },
    ],
    accept: [1, 900, 5_256_000],
    reject: numbers("Enter whole seconds from 1 to 5,256,000.", "0", "5256001", "", "1.5", "-1", "1e3"),
  },
  {
    label: "Custom attributes",
    name: "customAttributes",
    form: {
      ...settingsStep,
      prepare: (page) => page.getByLabel("Time-out with an agent").fill("0"),
    },
    call: (place, customAttributes) => saveSettings(place, { customAttributes, agentTimeoutMinutes: 0 }),
    accept: ['{"tier": "gold"}', '"{\\"tier\\": \\"gold\\"}"', '[{"name": "tier", "value": "gold"}]'],
    reject: [
      ...refused(/^This is plain text\. Write a JSON object/, "premium"),
      ...refused("There is a comma before a closing bracket. Remove it.", '{"a": 1,}'),
      ...refused(/^Entry 1 of the list has no name and value\./, '["urgent"]'),
    ],
  },
  {
    label: "Time-out in the queue",
    name: "queueTimeoutMinutes",
    form: {
      ...settingsStep,
      prepare: (page) => page.getByLabel("Time-out with an agent").fill("0"),
    },
    call: (place, queueTimeoutMinutes) =>
      saveSettings(place, { queueTimeoutMinutes, agentTimeoutMinutes: 0 }),
    accept: [1, 1_440, null],
    reject: numbers(MINUTES, "0", "1441", "1.5", "-1", "1e3"),
  },
  {
    label: "Name",
    name: "name",
    form: { at: () => "/handovers/new", prepare: integrated, save: "Save and continue" },
    call: (_, name) => ["POST", "/api/handovers", { name, platformIntegrated: true }],
    accept: ["A", "x".repeat(60)],
    reject: [...refused("Enter a name.", "", "   "), ...refused(/^At most 60 characters/, "x".repeat(61))],
  },
  {
    label: "Handover provider ID",
    name: "providerId",
    call: (_, providerId) => ["POST", "/api/handovers", { name: "", providerId }],
    accept: [
      "0123456789abcdef01234567",
      `https://trial.cognigy.ai/project/${"a".repeat(24)}/handover-provider/${"b".repeat(24)}`,
    ],
    reject: [
      ...refused(/has no part \/handover-provider\//, `https://trial.cognigy.ai/project/${"a".repeat(24)}`),
      ...refused(/^Paste the address of the Handover Provider Editor/, "0123456789abcdef0123456", ""),
      ...refused(/is not 24 hex digits/, "https://trial.cognigy.ai/handover-provider/xyz"),
    ],
  },
  {
    label: "BYOC client secret",
    name: "secret",
    call: ({ handoverId }, secret) => ["POST", `/api/handovers/${handoverId}/setup/byoc/secret`, { secret }],
    accept: [randomUUID().replaceAll("-", "")],
    reject: [
      ...refused("The secret has 31 characters; it must have exactly 32.", "x".repeat(31)),
      ...refused("The secret has 33 characters; it must have exactly 32.", "x".repeat(33)),
      ...refused("The secret has 0 characters; it must have exactly 32.", ""),
      ...refused("The secret has a blank in it. Copy it without blanks.", ` ${"x".repeat(30)} `),
    ],
  },
  {
    label: "Webhook URL",
    name: "url",
    form: {
      at: ({ handoverId }) => `/handovers/${handoverId}/setup/bot`,
      prepare: async (page) => {
        await page.getByRole("radio", { name: /^Webhook/ }).check();
        await page.getByLabel("Failures before handing over").fill("0");
      },
      save: "Save and continue",
    },
    call: ({ handoverId }, url) => [
      "PUT",
      `/api/handovers/${handoverId}/setup/bot`,
      { input: { adapter: "webhook", url, failuresBeforeHandover: 0 }, version: 1 },
    ],
    accept: ["https://bot.example.com/patchbay"],
    reject: [
      ...refused("Enter the address of the webhook.", ""),
      ...refused(
        "Enter a full address that starts with https://.",
        "bot.example.com",
        "ftp://bot.example.com",
      ),
      ...refused("Leave user name and password out of the address.", "https://me:pw@bot.example.com"),
    ],
  },
  {
    label: "CXone address",
    name: "settings.issuer",
    form: {
      at: () => "/connections/new",
      prepare: (page) => page.getByLabel("Access key ID").fill("key"),
      save: "Check and connect",
    },
    call: (_, issuer) => ["POST", "/api/connections", { name: "", settings: { issuer, accessKeyId: "key" } }],
    accept: ["https://cxone.niceincontact.com", "https://cxone.niceincontact.com/"],
    reject: [
      ...refused("Enter the address of CXone.", ""),
      ...refused("Enter an address that starts with https://.", "cxone.example", "ftp://cxone.example"),
      ...refused("Leave user name and password out of the address.", "https://me:pw@cxone.example"),
    ],
  },
  {
    label: "Environment or address",
    name: "settings.baseUrl",
    form: {
      at: () => "/connections/new?kind=cxone-v2",
      prepare: (page) => page.getByLabel("Client ID").fill("client"),
      save: "Check and connect",
    },
    call: (_, baseUrl) => [
      "POST",
      "/api/connections",
      { kind: "cxone-v2", name: "", settings: { baseUrl, clientId: "client" } },
    ],
    accept: ["us-02", "https://api-us-2.cxone.com", "https://eu-01.nicecv.com/api/v2/oauth/token"],
    reject: [
      ...refused("Enter the environment, such as us-02, or the address of the API.", ""),
      ...refused(/neither an environment/, "us 02", "ftp://us-02.nicecv.com"),
      ...refused("Leave user name and password out of the address.", "https://me:pw@us-02.nicecv.com"),
    ],
  },
  {
    label: "Engage domain",
    name: "settings.uiBaseUrl",
    form: { at: () => "/connections/new?kind=engage", prepare: nothing, save: "Check and connect" },
    call: (_, uiBaseUrl) => ["POST", "/api/connections", { kind: "engage", settings: { uiBaseUrl } }],
    accept: [
      "cognigy.engagement.dimelo.com",
      "https://Acme.digital.ringcentral.com/admin/categories",
      "https://cognigy.api.engagement.dimelo.com/1.0",
    ],
    reject: [
      ...refused("Enter the domain of Engage.", ""),
      ...refused(/is not an address of Engage/, "https://acme.example", "https://10.0.0.1/engage"),
      ...refused("Leave user name and password out of the address.", "https://me:pw@a.engagement.dimelo.com"),
      ...refused(/starts with ftp/, "ftp://acme.engagement.dimelo.com"),
    ],
  },
  {
    label: "Name",
    name: "name",
    form: { at: () => "/settings/people/new", prepare: nothing, save: "Make invitation" },
    call: (_, name) => ["POST", "/api/invites", { name, email: "", role: "auditor" }],
    accept: ["A", "x".repeat(80)],
    reject: [
      ...refused("Enter a name.", "", " "),
      ...refused("A name has at most 80 characters.", "x".repeat(81)),
    ],
  },
  {
    label: "Valid for",
    name: "expiresInDays",
    form: { ...newToken, prepare: nothing },
    call: (_, expiresInDays) => ["POST", "/api/tokens", { name: "", role: "auditor", expiresInDays }],
    accept: [1, 366],
    reject: [
      ...numbers("At least 1 day.", "0", "-1"),
      ...numbers("At most 366 days.", "367"),
      ...numbers("Enter whole days.", "1.5"),
      ...numbers("Enter a number of days.", "1e3"),
    ],
  },
  {
    label: "Request log",
    name: "requestLogDays",
    form: { ...retention, prepare: (page) => page.getByLabel("Deliveries").fill("0") },
    call: (_, requestLogDays) => [
      "PUT",
      "/api/retention",
      { requestLogDays, deliveriesDays: 0, transferDays: 400, outboundDays: 400, version: 1 },
    ],
    accept: [1, 400],
    reject: [
      ...numbers("Keep it for at least 1 day.", "0", "-1"),
      ...numbers("Keep it for at most 400 days.", "401"),
      ...numbers("Enter a whole number of days.", "1.5", "", "1e3"),
    ],
  },
];

/** The tick that keeps a new handover from being made (H-02). */
async function integrated(page: Page): Promise<void> {
  await page.getByLabel(/integrated with CXone at platform level/).check();
}
