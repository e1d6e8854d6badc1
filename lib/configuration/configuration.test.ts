import { beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { listAgents } from "#lib/cxone/agents.ts";
import { listCampaigns } from "#lib/cxone/campaigns.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { cxoneHandover } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { applyConfiguration } from "./apply-configuration.ts";
import { formatConfiguration, parseConfiguration } from "./mapping.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const admin = testCtx("admin");
const INTEGRATION = "0b8e7a56-3f1c-4b0a-9a57-1c9d5e2f7a10";

const save = async (id: string, stepId: string, input: unknown) => {
  const subject = subjectOf(id);
  const row = await db().setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
  const version = row?.version ?? 0;
  await saveStepInput(cxoneHandover, admin, { subject, stepId, input, version, inAnyOrder: true });
};

const empty = async () => {
  await db().handoverProvider.deleteMany();
  await db().setupStep.deleteMany();
  await db().connection.deleteMany();
};

/** A connection and a handover on it, and the file that says so. */
async function arrange(): Promise<string> {
  const { id: connectionId } = await createConnection(admin, scene.input("Acme"));
  const cxone = await clientFor(connectionId);
  const [agent] = await listAgents(cxone);
  const [campaign] = (await listCampaigns(cxone)).filter(({ isActive }) => isActive);
  const { id } = await createHandover(admin, {
    name: "Support DE",
    kind: "cxone",
    platformIntegrated: false,
  });
  await save(id, "connection", { connectionId });
  await save(id, "settings", { acceptedMessage: "One moment", customAttributes: { tier: "gold" } });
  await save(id, "byoc", { integrationId: INTEGRATION });
  await save(id, "skill", {
    mode: "create",
    skillName: "Support.DE",
    campaignId: campaign?.campaignId,
    campaignName: campaign?.campaignName,
    agents: [{ agentId: agent?.agentId, name: `${agent?.firstName} ${agent?.lastName}` }],
  });
  return formatConfiguration(await readConfiguration(admin));
}

const secrets = () => {
  const { secrets } = scene.input("Acme");
  return {
    ACME_ACCESS_KEY_SECRET: secrets?.accessKeySecret ?? "",
    ACME_CLIENT_SECRET: secrets?.clientSecret ?? "",
  };
};

beforeEach(empty);

describe("configuration as code", () => {
  test("export, import into an empty installation, and the next plan is empty", async () => {
    const file = await arrange();
    await empty();
    const plan = await planConfiguration(admin, file);
    expect(plan.lines.map(({ object, action }) => `${action} ${object}`)).toEqual([
      "create connection:Acme",
      "create handover:Support DE",
      "manual handover:Support DE",
    ]);
    expect(plan.secrets.map(({ env }) => env)).toEqual(["ACME_ACCESS_KEY_SECRET", "ACME_CLIENT_SECRET"]);
    const { fingerprint } = plan;
    const outcomes = await applyConfiguration(admin, { file, fingerprint, secrets: secrets() });
    expect(outcomes.map(({ object, state }) => `${state} ${object}`)).toEqual([
      "done connection:Acme",
      "done handover:Support DE",
    ]);
    expect(formatConfiguration(await readConfiguration(admin))).toBe(file);
    expect(await planConfiguration(admin, file)).toMatchObject({ changes: 0, secrets: [], applicable: true });
  });

  test("the file holds names and references, never an id of a skill or a secret", async () => {
    const file = await arrange();
    for (const value of Object.values(secrets())) expect(file).not.toContain(value);
    expect(file).not.toMatch(/skillId|agentId|campaignId|con_[0-9a-f]/);
    expect(file).toContain("env: ACME_CLIENT_SECRET");
    const parsed = parseConfiguration(file);
    expect(parsed.handovers["Support DE"]?.skill).toMatchObject({ create: "Support.DE" });
  });

  test("a change shows its fields, and only it is made", async () => {
    const file = await arrange();
    const changed = file.replace("One moment", "Please hold the line");
    const plan = await planConfiguration(admin, changed);
    expect(plan).toMatchObject({ changes: 1, secrets: [] });
    expect(plan.lines[1]).toMatchObject({
      action: "change",
      changes: [{ field: "settings.acceptedMessage", from: "One moment", to: "Please hold the line" }],
    });
    await applyConfiguration(admin, { file: changed, fingerprint: plan.fingerprint, secrets: {} });
    expect(formatConfiguration(await readConfiguration(admin))).toBe(changed);
  });

  test("a Cognigy bot leaves without its token and comes back with it", async () => {
    await arrange();
    const { id } = await db().handoverProvider.findUniqueOrThrow({ where: { name: "Support DE" } });
    const token = "canary-endpoint-token-51";
    await save(id, "bot", { adapter: "cognigy", endpointUrl: `${scene.sandbox().baseUrl}/cognigy/${token}` });
    const file = formatConfiguration(await readConfiguration(admin));
    expect(file).not.toContain(token);
    await empty();
    const plan = await planConfiguration(admin, file);
    expect(plan.secrets.map(({ env }) => env)).toContain("SUPPORT_DE_COGNIGY_TOKEN");
    const all = { ...secrets(), SUPPORT_DE_COGNIGY_TOKEN: token };
    await applyConfiguration(admin, { file, fingerprint: plan.fingerprint, secrets: all });
    expect(formatConfiguration(await readConfiguration(admin))).toBe(file);
    const again = await db().handoverProvider.findUniqueOrThrow({ where: { name: "Support DE" } });
    expect(await readSecret(db(), subjectOf(again.id), "cognigyToken")).toBe(token);
  });

  test("a plan that went stale is refused, and so is an import without its secrets", async () => {
    const file = await arrange();
    const changed = file.replace("One moment", "Hold on");
    const { fingerprint } = await planConfiguration(admin, changed);
    const row = await db().handoverProvider.findUniqueOrThrow({ where: { name: "Support DE" } });
    await save(row.id, "settings", { acceptedMessage: "Changed by somebody" });
    await expect(
      applyConfiguration(admin, { file: changed, fingerprint, secrets: {} }),
    ).rejects.toMatchObject({ code: "plan_stale" });

    await empty();
    const plan = await planConfiguration(admin, file);
    await expect(
      applyConfiguration(admin, { file, fingerprint: plan.fingerprint, secrets: {} }),
    ).rejects.toMatchObject({
      code: "bad_input",
      options: {
        fields: { "secrets.ACME_CLIENT_SECRET": "Enter the client secret of the connection Acme." },
      },
    });
    expect(await db().connection.count()).toBe(0);
  });

  test("a name that leads nowhere blocks its line and with it the import", async () => {
    const file = (await arrange())
      .replace("create: Support.DE", "pick: Nobody.Knows")
      .replace(/ +campaign: .*\n/, "");
    const plan = await planConfiguration(admin, file);
    expect(plan).toMatchObject({ applicable: false });
    expect(plan.lines[1]).toMatchObject({
      action: "blocked",
      note: expect.stringContaining("There is no skill Nobody.Knows"),
    });
    await expect(
      applyConfiguration(admin, { file, fingerprint: plan.fingerprint, secrets: {} }),
    ).rejects.toMatchObject({ code: "bad_input" });
  });

  test("a connection that fails leaves the rest be and skips what stands on it", async () => {
    const file = await arrange();
    await empty();
    const { fingerprint } = await planConfiguration(admin, file);
    const wrong = { ...secrets(), ACME_ACCESS_KEY_SECRET: "wrong" };
    const outcomes = await applyConfiguration(admin, { file, fingerprint, secrets: wrong });
    expect(outcomes.map(({ state }) => state)).toEqual(["failed", "skipped"]);
    expect(outcomes[0]?.sentence).toMatch(/access key/i);
  });

  test("include and exclude choose what an export holds", async () => {
    await arrange();
    const only = await readConfiguration(admin, { include: "handover:sup*" });
    expect([Object.keys(only.connections), Object.keys(only.handovers)]).toEqual([[], ["Support DE"]]);
    const without = await readConfiguration(admin, { exclude: "handover:*" });
    expect([Object.keys(without.connections), Object.keys(without.handovers)]).toEqual([["Acme"], []]);
  });
});

describe("a file that is wrong", () => {
  test.each([
    ["no YAML", "patchbay: 1\nconnections: [", "Line 2"],
    ["another version", "patchbay: 2", "Line 1: patchbay"],
    ["an unknown key", "patchbay: 1\nhandovers:\n  A:\n    bot: {adapter: demo}\n    colour: red", "Line 4"],
    ["an alias", "patchbay: 1\nconnections: &a {}\nhandovers: *a", "aliases are not supported"],
    ["a key twice", "patchbay: 1\npatchbay: 1", "Line 2"],
  ])("%s is refused at its line", async (_name, file, sentence) => {
    await expect(planConfiguration(admin, file)).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { file: expect.stringContaining(sentence) } },
    });
  });

  test("an operator may export and not import; a supervisor neither", async () => {
    await expect(readConfiguration(testCtx("operator"))).resolves.toMatchObject({ patchbay: 1 });
    await expect(planConfiguration(testCtx("operator"), "patchbay: 1")).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(readConfiguration(testCtx("supervisor"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
