import { randomUUID } from "node:crypto";
import { expect, expectAccessible, product, test } from "./fixtures.ts";
import {
  type Ask,
  adminToken,
  asker,
  connectionTo,
  expectSecondIsTold,
  setUpHandover,
  type Write,
} from "./scene.ts";

type Place = { connectionId: string; handoverId: string; mark: string };

type Edited = {
  what: string;
  /** Reads the object as both opened it; gives the write of one of them. */
  open: (ask: Ask, place: Place) => Promise<(who: "Ann" | "Berta") => Write>;
  /** What the refusal names. */
  names: RegExp;
};

const EDITED: readonly Edited[] = [
  {
    what: "a connection",
    open: async (ask, { connectionId }) => {
      const path = `/api/connections/${connectionId}`;
      const { settings, version } = await ask<{ settings: object; version: number }>("GET", path);
      return (who) => ["PUT", path, { name: `Edited by ${who}`, settings, version }];
    },
    names: /name/,
  },
  {
    what: "the settings of a handover",
    open: async (ask, { handoverId }) => {
      const path = `/api/handovers/${handoverId}/setup`;
      const { steps } = await ask<{ steps: { id: string; inputVersion: number }[] }>("GET", path);
      const version = steps.find(({ id }) => id === "settings")?.inputVersion;
      return (who) => ["PUT", `${path}/settings`, { input: { acceptedMessage: `Said by ${who}` }, version }];
    },
    names: /acceptedMessage/,
  },
  {
    what: "a skill",
    open: async (ask, { connectionId, mark }) => {
      const skills = `/api/connections/${connectionId}/skills`;
      const wanted = {
        skillName: `Two_${mark}`,
        mediaTypeId: 9,
        direction: "inbound",
        campaignId: 310001,
        serviceLevelThresholdSeconds: 30,
        serviceLevelGoalPercent: 80,
      };
      const { skill } = await ask<{ skill: { skillId: number; fields: object; readAt: string } }>(
        "POST",
        skills,
        wanted,
      );
      const { skillId, fields, readAt } = skill;
      return (who) => [
        "PUT",
        `${skills}/${skillId}`,
        { skill: { ...wanted, skillName: `${who}_${mark}` }, loaded: { readAt, fields } },
      ];
    },
    names: /skillName/,
  },
  {
    what: "a person",
    open: async (ask, { mark }) => {
      const { id, revision } = await ask<{ id: string; revision: number }>("POST", "/api/users", {
        email: `two-${mark}@example.com`,
        name: "Before",
        role: "auditor",
        password: `canary-two-${randomUUID()}`,
      });
      return (who) => ["PATCH", `/api/users/${id}`, { name: who, role: "auditor", revision }];
    },
    names: /name/,
  },
  {
    what: "a role on a channel",
    open: async (_, { connectionId, mark }) => {
      const role = { channelId: `channel-${mark}`, roleId: "role", roleName: "Agents", before: "none" };
      return (who) => [
        "PUT",
        `/api/connections/${connectionId}/roles`,
        { ...role, level: who === "Ann" ? "all" : "minimum" },
      ];
    },
    names: /level/,
  },
  {
    what: "the retention",
    open: async (ask) => {
      type Kept = Record<"version" | "deliveriesDays" | "transferDays" | "outboundDays", number>;
      const { version, deliveriesDays, transferDays, outboundDays } = await ask<Kept>(
        "GET",
        "/api/retention",
      );
      const requestLogDays = 300 + Math.floor(Math.random() * 50);
      const rest = { deliveriesDays, transferDays, outboundDays };
      return () => ["PUT", "/api/retention", { requestLogDays, ...rest, version }];
    },
    names: /requestLogDays/,
  },
];

test("of two admins who edit the same, the second is told by a 409 who changed what", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const mark = randomUUID().slice(0, 6);
  const [ann, berta] = [await adminToken(page, `Ann ${mark}`), await adminToken(page, `Berta ${mark}`)];
  const ask = asker(ann);
  const connection = await connectionTo(product.sandboxUrl, `Two ${mark}`);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  const { handoverId } = await setUpHandover(ask, connectionId, product.sandboxUrl);
  const place = { connectionId, handoverId, mark };

  for (const { what, open, names } of EDITED) {
    await test.step(what, async () => {
      const write = await open(ask, place);
      await expectSecondIsTold({ ann, berta, bertaName: `Berta ${mark}` }, write, names);
    });
  }
});

test("what the second admin typed is still there beside who was first", async ({ page, signIn }) => {
  await signIn(page);
  const mark = randomUUID().slice(0, 6);
  const ask = asker(await adminToken(page, `Berta ${mark}`));
  const person = await ask<{ id: string; revision: number }>("POST", "/api/users", {
    email: `open-${mark}@example.com`,
    name: "Before",
    role: "auditor",
    password: `canary-two-${randomUUID()}`,
  });
  await page.goto(`${product.url}/settings/people/${person.id}`);
  const name = page.locator("main").getByRole("textbox", { name: "Name" });
  await name.fill("Mine");
  await ask("PATCH", `/api/users/${person.id}`, {
    name: "Theirs",
    role: "auditor",
    revision: person.revision,
  });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: `Berta ${mark} changed it` })).toBeVisible();
  await expect(name).toHaveValue("Mine");
  await expectAccessible(page);

  const connection = await connectionTo(product.sandboxUrl, `Open ${mark}`);
  const kept = await ask<{ id: string; settings: object; version: number }>(
    "POST",
    "/api/connections",
    connection,
  );
  await page.goto(`${product.url}/connections/${kept.id}/settings`);
  const tenant = page.locator("main").getByRole("textbox", { name: "Name" });
  await tenant.fill(`Mine ${mark}`);
  const { settings, version } = kept;
  await ask("PUT", `/api/connections/${kept.id}`, { name: `Theirs ${mark}`, settings, version });
  await page.getByRole("button", { name: /^(Check and save|Save)/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: `Berta ${mark} changed it` })).toBeVisible();
  await expect(tenant).toHaveValue(`Mine ${mark}`);
});
