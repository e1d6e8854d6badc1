import { beforeAll, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { applyConfiguration } from "../apply-configuration.ts";
import { formatConfiguration } from "../mapping.ts";
import { planConfiguration } from "../plan-configuration.ts";
import { readConfiguration } from "../reads.ts";
import { forgetEverything, makeEmail } from "./scene.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const admin = testCtx("admin");

const SLA = `    sla:
      hours: {timeZone: UTC, open: [{days: [1], from: "09:00", to: "17:00"}]}
      targets:
        firstResponse: {days: 1, hours: 0, minutes: 0}
        solution: {days: 0, hours: 1, minutes: 0}`;

let file = "";

const exported = async () => formatConfiguration(await readConfiguration(admin));
const secrets = () => {
  const { secrets } = scene.input("Acme");
  return {
    ACME_ACCESS_KEY_SECRET: secrets?.accessKeySecret ?? "",
    ACME_CLIENT_SECRET: secrets?.clientSecret ?? "",
    ACME_RELAY_PASSWORD: "canary-password-83",
  };
};
const plan = (text: string) => planConfiguration(admin, text);
const apply = async (text: string, given: Record<string, string> = {}) => {
  const { fingerprint } = await plan(text);
  return applyConfiguration(admin, { file: text, fingerprint, secrets: given });
};
const lineOf = async (text: string, object: string) =>
  (await plan(text)).lines.find((line) => line.object === object);
const problemsOf = (text: string) =>
  plan(text).then(
    () => "",
    (error: { options: { fields?: { file?: string } } }) => error.options.fields?.file ?? "",
  );

beforeAll(async () => {
  await forgetEverything();
  const { id } = await createConnection(admin, scene.input("Acme"));
  await makeEmail(admin, id);
  file = await exported();
});

describe("digital email as code", () => {
  test("export, import into an empty installation, and the next export is the same text", async () => {
    expect(await exported()).toBe(file);
    await forgetEverything();
    const { lines, secrets: needed } = await plan(file);
    expect(lines.map(({ action, object }) => `${action} ${object}`)).toEqual([
      "create connection:Acme",
      "create email-domain:Acme:acme.example",
      "manual email-domain:Acme:acme.example",
      "create email-smtp:Acme:Relay",
      "create email-template:Acme:Christmas",
      "create email-signature:Acme:Standard",
      "create email-channel:Acme:Sales",
      "create email-channel:Acme:Support: mail",
      expect.stringMatching(/^create email-role:Acme:/),
      expect.stringMatching(/^create email-queue:Acme:/),
      "create email-sla:Acme",
      "create email-extensions:Acme",
    ]);
    expect(needed.map(({ env }) => env)).toContain("ACME_RELAY_PASSWORD");
    const outcomes = await apply(file, secrets());
    expect(outcomes.filter(({ state }) => state !== "done")).toEqual([]);
    expect(await exported()).toBe(file);
    expect(await plan(file)).toMatchObject({ changes: 0, secrets: [], applicable: true });
  });

  test("each object came through the verb of its own page, which wrote who did it", async () => {
    const actions = new Set(
      (await db().$queryRaw<{ action: string }[]>`SELECT action FROM audit_entry`).map(
        ({ action }) => action,
      ),
    );
    for (const action of [
      "email_domain.created",
      "smtp.created",
      "email_template.created",
      "email_signature.assigned",
      "email_channel.created",
      "setup.step_saved",
      "email.permissions_set",
      "email.role_assigned",
      "email.queue_channels_set",
      "sla.saved",
      "sla.channel_saved",
      "email_extensions.changed",
      "configuration.imported",
    ])
      expect(actions, action).toContain(action);
  });

  test("the file holds names alone: no id, no secret, nothing that CXone showed or somebody attested", () => {
    expect(file).not.toMatch(/(eml|dom|smtp|tpl|sig|con)_[0-9a-z]{8}/);
    expect(file).not.toMatch(/skillId|roleId|queueId|agentId|channelId|pointContact|attested|canary/);
    expect(file).toContain("env: ACME_RELAY_PASSWORD");
    expect(file).toContain("spamTag: ");
  });

  test("a change shows its fields, and only it is made", async () => {
    const changed = file
      .replace("forceTls: false", "forceTls: true")
      .replace("<h1>Ho</h1>", "<h1>Ho ho</h1>")
      .replace("- .png", "- .png\n      - .zip");
    const { lines, changes, secrets: needed } = await plan(changed);
    expect({ changes, needed }).toEqual({ changes: 3, needed: [] });
    const changesOf = lines.flatMap((line) => line.changes.map(({ field }) => `${line.object} ${field}`));
    expect(changesOf).toEqual([
      "email-template:Acme:Christmas html",
      "email-channel:Acme:Sales settings.forceTls",
      "email-extensions:Acme extensions",
    ]);
    await apply(changed);
    expect(await exported()).toBe(changed);
    await apply(file);
    expect(await exported()).toBe(file);
  });

  test("people who are not named any more lose the signature and the role", async () => {
    const people = /people:\n( +- .+\n)+/g;
    await apply(file.replace(people, "people: []\n"));
    expect(await db().signatureAssignment.count()).toBe(0);
    expect(await db().emailRoleMember.count()).toBe(0);
    await apply(file);
    expect(await exported()).toBe(file);
  });

  test("what a file leaves out is left alone", async () => {
    const [head = ""] = file.split("\nemail:");
    await apply(`${head}\nemail:\n  Acme:\n    extensions: []\n`);
    const now = await exported();
    expect(now).toContain("extensions: []");
    expect(now).toContain("Christmas:");
    expect((await lineOf(`${head}\nemail: {Acme: {extensions: []}}`, "email-extensions:Acme"))?.note).toMatch(
      /every file type/,
    );
    await apply(file);
  });

  test("include and exclude choose among email objects, and an empty tenant does not stand there", async () => {
    const only = await readConfiguration(admin, { include: "email-channel:Acme:Sal*" });
    expect(Object.keys(only.email.Acme?.channels ?? {})).toEqual(["Sales"]);
    expect(only.email.Acme?.templates).toEqual({});
    expect((await readConfiguration(admin, { exclude: "email-*" })).email).toEqual({});
  });

  test("a tenant that has a domain alone, and no service level yet, leaves as a file", async () => {
    const domains = formatConfiguration(await readConfiguration(admin, { include: "email-domain:*" }));
    expect(domains).toMatch(/^email:\n {2}Acme:\n {4}domains:\n/m);
    expect(domains).not.toMatch(/sla|extensions|channels/);
  });
});

describe("an email part that is wrong", () => {
  const at = (part: string) => `patchbay: 1\nemail:\n  Acme:\n${part}`;

  test.each([
    [
      "a domain of the wrong form",
      "    domains:\n      not a domain: {records: []}",
      /Line 5: email\.Acme\.domains/,
    ],
    ["an unknown setting", "    channels:\n      A:\n        settings: {colour: red}", /Line 6.*settings/],
    [
      "a local part with a line break",
      '    channels:\n      A: {settings: {}, localPart: "a\\nb"}',
      /localPart/,
    ],
    [
      "a permission that CXone has not",
      "    roles: {Agents: {permissions: {A: [Fly]}}}",
      /Choose from: Send Replies/,
    ],
    ["a signature without a body", "    signatures:\n      S:\n        plain: ''", /plain text signature/],
    [
      "a mail server at Microsoft with a password",
      "    smtp:\n      S: {provider: microsoft, host: h.example, port: 25, security: tls, mailbox: a@b.example, auth: password}",
      /Line 5.*Microsoft takes OAuth alone/,
    ],
    ["an extension without its period", "    extensions:\n      - pdf", /Line 5: email\.Acme\.extensions\.0/],
    ["a solution before the first response", SLA, /no earlier than the first response/],
  ])("%s is refused at its line", async (_what, part, sentence) => {
    expect(await problemsOf(at(part))).toMatch(sentence);
  });

  test("a name that leads nowhere blocks its line, here and in the tenant", async () => {
    const blocks = async (part: string, object: string) => (await lineOf(at(part), object))?.note ?? "";
    expect(await blocks("    queues: {Mail: [Nowhere]}", "email-queue:Acme:Mail")).toMatch(
      /email-channel:Acme:Nowhere/,
    );
    expect(await blocks("    queues: {No such queue: []}", "email-queue:Acme:No such queue")).toMatch(
      /no routing queue No such queue/,
    );
    expect(
      await blocks("    channels: {New: {settings: {spamTag: Nope}}}", "email-channel:Acme:New"),
    ).toMatch(/no tag Nope/);
    expect(
      await blocks(
        "    signatures: {Standard: {plain: Hi, people: [No Body]}}",
        "email-signature:Acme:Standard",
      ),
    ).toMatch(/No Body: Nobody in CXone/);
    expect(
      (await lineOf("patchbay: 1\nemail: {Other: {extensions: []}}", "email-extensions:Other"))?.note,
    ).toMatch(/no connection Other/);
  });

  test("what failed takes what stands on it along, and leaves the rest be", async () => {
    const part = at(
      "    domains: {x.example: {records: []}}\n" +
        "    channels:\n" +
        "      First: {settings: {}, domain: x.example, localPart: same}\n" +
        "      Second: {settings: {}, domain: x.example, localPart: same}\n" +
        "    queues: {}\n" +
        "    roles: {}\n",
    );
    const [queue = ""] = Object.keys((await readConfiguration(admin)).email.Acme?.queues ?? {});
    const text = part.replace("queues: {}", `queues: {${queue}: [Second]}`);
    const outcomes = await apply(text);
    expect(outcomes.map(({ object, state }) => `${state} ${object}`)).toEqual([
      "done email-domain:Acme:x.example",
      "done email-channel:Acme:First",
      "failed email-channel:Acme:Second",
      `skipped email-queue:Acme:${queue}`,
    ]);
    expect(outcomes[2]?.sentence).toMatch(/The channel First has this address/);
  });
});
