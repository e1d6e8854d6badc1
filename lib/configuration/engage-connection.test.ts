import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { recheckConnection } from "#lib/connections/recheck-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { applyConfiguration } from "./apply-configuration.ts";
import { formatConfiguration } from "./mapping.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const admin = testCtx("admin");

test("a connection of Engage leaves without its token, comes back with it, and the next plan is empty", async () => {
  const input = scene.engageInput("Acme Engage");
  const made = await createConnection(admin, input);
  expect((await recheckConnection(admin, made.id)).checks.map(({ id }) => id)).toEqual([
    "address",
    "token",
    "owner",
    "rights",
    "sources",
    "community",
  ]);
  const file = formatConfiguration(await readConfiguration(admin));
  expect(file).toContain("kind: engage");
  expect(file).not.toContain(input.secrets.apiToken);
  await db().connection.deleteMany({ where: { kind: "engage" } });

  const plan = await planConfiguration(admin, file);
  expect(plan.lines).toMatchObject([
    { action: "keep" },
    { action: "create", object: "connection:Acme Engage" },
  ]);
  expect(plan.secrets).toEqual([
    { env: "ACME_ENGAGE_API_TOKEN", what: "API access token of the connection Acme Engage" },
  ]);
  const { fingerprint } = plan;
  await expect(applyConfiguration(admin, { file, fingerprint, secrets: {} })).rejects.toMatchObject({
    options: {
      fields: {
        "secrets.ACME_ENGAGE_API_TOKEN": "Enter the API access token of the connection Acme Engage.",
      },
    },
  });
  const secrets = { ACME_ENGAGE_API_TOKEN: input.secrets.apiToken ?? "" };
  expect(await applyConfiguration(admin, { file, fingerprint, secrets })).toMatchObject([
    { state: "kept" },
    { state: "done" },
  ]);
  expect(await planConfiguration(admin, file)).toMatchObject({ changes: 0, secrets: [] });
  expect(formatConfiguration(await readConfiguration(admin))).toBe(file);
});

test("a file without a kind is of CXone, as files were when there was no other; a strange kind is named", async () => {
  const file = formatConfiguration(await readConfiguration(admin, { include: "connection:Acme" }));
  const older = file.replace(/ +kind: cxone\n/, "");
  expect(older).not.toBe(file);
  expect(await planConfiguration(admin, older)).toMatchObject({ changes: 0 });
  await expect(planConfiguration(admin, file.replace("cxone", "genesys"))).rejects.toMatchObject({
    options: { fields: { file: expect.stringMatching(/^Line \d+: .*kinds cxone, cxone-v2 and engage/) } },
  });
});
