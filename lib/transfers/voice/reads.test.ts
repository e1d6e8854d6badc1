import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { makePolicy } from "../run/scene.ts";
import { metricsQuery, startInput } from "../run/schema.ts";
import { startTransfer } from "../run/start-transfer.ts";
import { openTransferHouse } from "../run/test-house.ts";
import { getCallMetrics, listLiveCalls } from "./reads.ts";

withTestDatabase();

const NUMBER = "+49301234711";
const MASKED = "+49 30 ••• 4711";
const ASKED = new Date("2026-11-21T08:15:00.000Z");
const ann = testCtx("supervisor", { id: "usr_ann", name: "Ann", now: () => ASKED });
const admin = testCtx("admin", { now: () => ASKED });

test.each(["v2", "acd"] as const)(
  "dialect %s: who calls is shown as the reader may see it, and is known of a call that was chosen without its number",
  async (dialect) => {
    const house = await openTransferHouse(dialect, { runner: false });
    const callId = await house.call();
    const shown = async (ctx: typeof ann) =>
      (await listLiveCalls(ctx, house.connectionId)).items?.find((call) => call.callId === callId)?.from;
    expect([await shown(ann), await shown(admin)]).toEqual([MASKED, NUMBER]);
    const policy = await makePolicy(house.bodyOf([house.sales()]), { connectionId: house.connectionId });
    const { transfer } = await startTransfer(ann, startInput.parse({ policyId: policy.id, callId }));
    expect(transfer.caller).toBe(MASKED);
    const later = testCtx("auditor", { now: () => new Date("2026-11-21T09:00:00.000Z") });
    // T-50: at the call's own time, or between two moments that somebody chose.
    expect(await getCallMetrics(later, transfer.id, {})).toMatchObject({
      from: "2026-11-21T07:15:00.000Z",
      to: "2026-11-21T09:00:01.000Z",
    });
    const chosen = { from: "2026-11-20T10:00:00+01:00", to: "2026-11-20T11:00:00+01:00" };
    expect(await getCallMetrics(later, transfer.id, metricsQuery.parse(chosen))).toMatchObject({
      from: "2026-11-20T09:00:00.000Z",
      to: "2026-11-20T10:00:00.000Z",
    });
    expect(await getCallMetrics(later, transfer.id, { from: "2026-11-21T08:00:00Z" })).toMatchObject({
      from: "2026-11-21T08:00:00.000Z",
      to: "2026-11-21T09:00:01.000Z",
    });
    await expect(getCallMetrics(later, "trf_gone", {})).rejects.toMatchObject({ code: "not_found" });
  },
);

test.each([
  [{ from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:00:00Z" }],
  [{ from: "2026-11-20T11:00:00Z", to: "2026-11-20T12:30:00+02:00" }],
  [{ from: "yesterday" }],
])("metrics are not asked for between %j", (query) => {
  expect(metricsQuery.safeParse(query).success).toBe(false);
});
