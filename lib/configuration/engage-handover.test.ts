import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { walkToReview } from "#lib/handover/engage-setup/walk-set-up.ts";
import { ana, withTestEngage } from "#lib/handover/engage-setup/with-test-engage.ts";
import { applyConfiguration } from "./apply-configuration.ts";
import { formatConfiguration } from "./mapping.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { readConfiguration } from "./reads.ts";

const { account } = withTestEngage();

afterEach(() => db().handoverProvider.deleteMany());

test("an Engage handover is exported as one and imported as one; what is of its account is left to a person", async () => {
  const walk = await walkToReview(ana, account(), "Portal");
  const file = formatConfiguration(await readConfiguration(ana));
  expect(file).toMatch(/kind: engage/);
  expect(file).not.toContain(account().credentials.realtimeToken);
  await db().handoverProvider.delete({ where: { id: walk.id } });

  const plan = await planConfiguration(ana, file);
  expect(plan.lines.map(({ object, action }) => `${action} ${object}`)).toEqual([
    expect.stringMatching(/^keep connection:/),
    "create handover:Portal",
    "manual handover:Portal",
  ]);
  await applyConfiguration(ana, { file, fingerprint: plan.fingerprint, secrets: {} });
  const made = await db().handoverProvider.findUniqueOrThrow({ where: { name: "Portal" } });
  expect(made).toMatchObject({ kind: "engage", connectionId: account().connectionId });
  expect(formatConfiguration(await readConfiguration(ana))).toBe(file);
});

test("a file does not turn a handover to one contact centre into one to the other", async () => {
  await walkToReview(ana, account(), "Portal");
  const file = formatConfiguration(await readConfiguration(ana)).replace(
    /^ +kind: engage\n(?= +connection)/m,
    "",
  );
  expect((await planConfiguration(ana, file)).lines).toContainEqual(
    expect.objectContaining({ object: "handover:Portal", action: "blocked" }),
  );
});
