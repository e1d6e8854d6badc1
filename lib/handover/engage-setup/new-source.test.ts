import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { grantOwnAccess } from "./grant-own-access.ts";
import { listChoices } from "./list-choices.ts";
import { walkToReview } from "./walk-set-up.ts";
import { ana, refusal, withTestEngage } from "./with-test-engage.ts";

const { account } = withTestEngage();
const { sources, users } = engageIds;

test("a new source is out of reach until the token's agent is let in by its address", async () => {
  const { credentials, there } = account();
  await there.setUp({ agents: [{ id: users.robin, sourceId: sources.webchat, rights: [] }] });
  const walk = await walkToReview(ana, account(), "Fresh", { until: "source" });
  const listed = await listChoices(ana, walk.id, "sources");
  expect(listed.items.map(({ id }) => id)).not.toContain(sources.webchat);
  expect(listed.owner).toMatchObject({ name: "Robin Sato" });
  const { realtimeUrl, realtimeToken } = credentials;
  const input = { sourceId: "", realtimeUrl, realtimeToken };
  expect((await refusal(walk.save("source", input))).options.fields).toEqual({
    sourceId: expect.stringMatching(/^Engage does not show the source .* lacks read on it/),
  });

  const given = await grantOwnAccess(ana, walk.id, { realtimeUrl });
  expect(given).toEqual({ sourceId: sources.webchat, agent: "Robin Sato" });
  await grantOwnAccess(ana, walk.id, { realtimeUrl });
  await walk.save("source", input);
  const audited = await db().auditEntry.findMany({ where: { action: "handover.source_access_given" } });
  expect(audited).toHaveLength(1);
  await expect(
    grantOwnAccess(ana, walk.id, {
      realtimeUrl: "https://acme.engagement.dimelo.com/realtime/sdk/5f4e3d2c0006000000000001",
    }),
  ).rejects.toMatchObject({ code: "bad_input" });
});

test("what cannot be chosen says why, and stands last", async () => {
  const walk = await walkToReview(ana, account(), "Choices", { until: "source" });
  const { items } = await listChoices(ana, walk.id, "sources");
  expect(items.map(({ label, disabled }) => [label, disabled])).toEqual([
    ["Acme web chat", null],
    ["Partner portal chat", null],
    ["Apple Messages", expect.stringMatching(/not Source SDK/)],
    ["Support e-mail", expect.stringMatching(/not Source SDK/)],
  ]);
  const agents = await listChoices(ana, walk.id, "agents");
  expect(agents.items.at(-1)).toMatchObject({ label: "Carlos Vega", disabled: "Disabled in Engage" });
  await expect(listChoices(testCtx("auditor"), walk.id, "agents")).rejects.toMatchObject({
    code: "forbidden",
  });
});
