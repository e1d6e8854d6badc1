import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { walkToReview } from "#lib/handover/engage-setup/walk-set-up.ts";
import { ana, withTestEngage } from "#lib/handover/engage-setup/with-test-engage.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { applyConfiguration } from "./apply-configuration.ts";
import { formatConfiguration } from "./mapping.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";
import type { ConfigurationPlan } from "./schema.ts";

const { account, view } = withTestEngage();

afterEach(() => db().handoverProvider.deleteMany());

const exported = async (name: string) => {
  const walk = await walkToReview(ana, account(), name);
  const file = formatConfiguration(await readConfiguration(ana));
  await db().handoverProvider.delete({ where: { id: walk.id } });
  return file;
};
const made = () => db().handoverProvider.findUniqueOrThrow({ where: { name: "Portal" } });
const linesOf = ({ lines }: ConfigurationPlan) => lines.map(({ object, action }) => `${action} ${object}`);

test("an Engage handover comes back whole: what is left of its set-up is what a person does in Engage", async () => {
  const file = await exported("Portal");
  expect(file).toContain(`  engage:
      community: Acme chat
      categories:
        parent: Cognigy
      source:
        name: Acme web chat
        realtimeToken:
          env: PORTAL_REALTIME_TOKEN
      agents:
        - Ines Ferreira
        - Malik Diop
      folder: true
      appleBusinessChat: false
`);
  const { realtimeToken } = account().credentials;
  expect(file).not.toContain(realtimeToken);

  const plan = await planConfiguration(ana, file);
  expect(linesOf(plan)).toEqual([expect.stringMatching(/^keep connection:/), "create handover:Portal"]);
  const { fingerprint } = plan;
  await expect(applyConfiguration(ana, { file, fingerprint, secrets: {} })).rejects.toMatchObject({
    options: { fields: { "secrets.PORTAL_REALTIME_TOKEN": expect.stringContaining("source Acme web chat") } },
  });
  const secrets = { PORTAL_REALTIME_TOKEN: realtimeToken };
  const [, done] = await applyConfiguration(ana, { file, fingerprint, secrets });
  expect(done).toMatchObject({ state: "done" });
  const { id, kind, connectionId } = await made();
  expect({ kind, connectionId }).toEqual({ kind: "engage", connectionId: account().connectionId });
  expect(formatConfiguration(await readConfiguration(ana))).toBe(file);
  expect(await planConfiguration(ana, file)).toMatchObject({ changes: 0, secrets: [] });
  const open = (await view(id)).steps.filter(({ todo }) => todo !== null);
  expect(open[0]?.id).toBe("identities");
});

test("in another account a handover finds its community and agents by name; its source is left to a person", async () => {
  const exportedThere = (await exported("Portal")).replace(/tenantId: .*/, "tenantId: another");
  // The source of that account need not exist here: nobody looks it up.
  const file = exportedThere.replace("name: Acme web chat", "name: Other web chat");
  const plan = await planConfiguration(ana, file);
  expect(plan.secrets).toEqual([]);
  expect(linesOf(plan).slice(1)).toEqual(["create handover:Portal", "manual handover:Portal"]);
  expect(plan.lines[2]?.sentence).toMatch(/^Add the source Other web chat in the new account/);
  await applyConfiguration(ana, { file, fingerprint: plan.fingerprint, secrets: {} });
  const { engage } = (await readConfiguration(ana)).handovers.Portal ?? {};
  expect(engage).toMatchObject({ community: "Acme chat", agents: ["Ines Ferreira", "Malik Diop"] });
  expect(engage?.source).toBeUndefined();

  const other = file
    .replace("        - Malik Diop\n", "")
    .replace("folder: true", "folder: false")
    .replace("appleBusinessChat: false", "appleBusinessChat: true");
  const change = await planConfiguration(ana, other);
  const fields = change.lines[1]?.changes.map(({ field }) => field).sort();
  expect(fields).toEqual(["agents", "appleBusinessChat", "folder"]);
  await applyConfiguration(ana, { file: other, fingerprint: change.fingerprint, secrets: {} });
  const { engage: changed } = (await readConfiguration(ana)).handovers.Portal ?? {};
  expect(changed).toMatchObject({ agents: ["Ines Ferreira"], folder: false, appleBusinessChat: true });
});

test("a name that leads nowhere in the account, and a part of the other contact centre, are said before anything is made", async () => {
  const file = await exported("Portal");
  for (const [was, wanted, what] of [
    ["community: Acme chat", "community: Nowhere", /no community Nowhere/],
    ["name: Acme web chat", "name: Nothing", /no source Nothing/],
    ["name: Acme web chat", "name: Support e-mail", /no source Support e-mail/],
    ["- Malik Diop", "- Nobody", /no agent Nobody/],
    ["- Malik Diop", "- Carlos Vega", /no agent Carlos Vega .* switched off/],
  ] as const)
    expect((await planConfiguration(ana, file.replace(was, wanted))).lines[1]).toMatchObject({
      action: "blocked",
      note: expect.stringMatching(what),
    });
  const found = await account().rest("GET", "/communities");
  const off = (found.records as object[]).map((one) => ({ ...one, active: false }));
  const body = { ...found, records: off };
  await account().control("faults", { system: "engage", pathPattern: "/communities$", times: 1, body });
  expect((await planConfiguration(ana, file)).lines[1]).toMatchObject({
    action: "blocked",
    note: expect.stringMatching(/no community Acme chat .* switched off/),
  });
  const { hanna } = engageIds.users;
  await account().rest("PUT", `/users/${hanna}`, { firstname: "Malik", lastname: "Diop" });
  expect((await planConfiguration(ana, file)).lines[1]).toMatchObject({
    action: "blocked",
    note: expect.stringMatching(/2 have the name Malik Diop: write the id/),
  });
  const byAddress = file.replace("- Malik Diop", "- malik.diop@acme.example");
  expect((await planConfiguration(ana, byAddress)).lines[1]).toMatchObject({ action: "create" });
  await account().rest("PUT", `/users/${hanna}`, { firstname: "Hanna", lastname: "Berg" });
  await expect(
    planConfiguration(ana, file.replace(/ +kind: engage\n(?= +connection)/, "")),
  ).rejects.toMatchObject({
    options: { fields: { file: expect.stringMatching(/^Line \d+: .*kind cxone has no such part/) } },
  });
});

test("a file does not turn a handover to one contact centre into one to the other", async () => {
  await walkToReview(ana, account(), "Portal");
  const file = formatConfiguration(await readConfiguration(ana)).replace(
    /^ +kind: engage\n(?= +connection)|^ +engage:\n( {6,}.*\n)+/gm,
    "",
  );
  expect((await planConfiguration(ana, file)).lines).toContainEqual(
    expect.objectContaining({ object: "handover:Portal", action: "blocked" }),
  );
});
