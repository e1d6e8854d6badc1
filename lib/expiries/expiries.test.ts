import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { acknowledgeNotice } from "#lib/notices/acknowledge-notice.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { listExpiries } from "./reads.ts";
import { remindExpiries } from "./remind-expiries.job.ts";
import { setExpirySchema } from "./schema.ts";
import { setExpiry } from "./set-expiry.ts";
import { daysUntil, groupOf, REMINDERS, reminderOf } from "./state.ts";

withTestDatabase();
const ctx = systemCtx("test");
const day = (text: string) => new Date(`${text}T06:00:00Z`);
const subject = "connection:con_1";
const at = (text: string) => ({ ...ctx, now: () => day(text) });

beforeEach(async () => {
  await db().notice.deleteMany();
  await db().secret.deleteMany();
  await db().apiToken.deleteMany();
  await db().connection.deleteMany();
  const settings = { issuer: "https://cxone.example", accessKeyId: "AK" };
  await db().connection.create({
    data: { id: "con_1", kind: "cxone", name: "Acme", environment: "live", settings },
  });
  const now = day("2026-01-01");
  await putSecret(db(), subject, "accessKeySecret", "secret-of-the-key", { now, expiry: day("2027-03-31") });
  await putSecret(db(), subject, "clientSecret", "secret-of-client", { now });
});

const open = () =>
  db().notice.findMany({
    where: { resolvedAt: null, cause: { startsWith: "expiry:secret:" } },
    orderBy: { createdAt: "asc" },
  });

describe("the calendar", () => {
  test("has secrets, tokens and deadlines of vendors, what nobody has dated flagged", async () => {
    await db().apiToken.create({
      data: {
        id: "tok_1",
        name: "CI",
        role: "admin",
        tokenHash: "x",
        hint: "abcd",
        createdBy: "usr_1",
        expiresAt: day("2026-11-25"),
      },
    });
    const items = await listExpiries(at("2026-11-21"));
    expect(items.map(({ title, group }) => [title, group])).toEqual([
      ["API token CI (ends abcd)", "week"],
      ["Microsoft: SMTP AUTH with a password is off by default", "sixtyDays"],
      ["Access key of Acme", "later"],
      ["Microsoft: Final removal date of SMTP AUTH with a password is announced", "later"],
      ["Client secret of Acme", "unknown"],
    ]);
    expect(items.find(({ kind }) => kind === "deadline")?.sourceUrl).toMatch(/^https:/);
  });

  test("takes a date or 'never' from an admin alone, and writes it down", async () => {
    const input = { subject, field: "clientSecret", expiry: "never" as const };
    await expect(setExpiry(testCtx("operator"), input)).rejects.toMatchObject({ code: "forbidden" });
    await setExpiry(testCtx("admin"), input);
    expect((await listExpiries(ctx)).at(-1)).toMatchObject({
      title: "Client secret of Acme",
      group: "never",
    });
    expect(await db().auditEntry.findFirst({ where: { action: "secret.expiry_set" } })).toMatchObject({
      object: subject,
      after: { field: "clientSecret", neverExpires: true },
    });
    await expect(setExpiry(ctx, { ...input, field: "nothing" })).rejects.toMatchObject({ code: "not_found" });
    for (const expiry of ["0000-01-01", "2027-02-29", "soon", ""])
      expect(setExpirySchema.safeParse({ ...input, expiry }).error?.issues).toMatchObject([
        { path: ["expiry"], message: "Choose a date, or say that it does not expire." },
      ]);
  });
});

describe("reminders", () => {
  test("come at 60, 30, 14, 7 and 1 days and when it is over, each once, the nearer in place of the farther", async () => {
    const seen: string[] = [];
    // Every day from ninety days before to two days after, the job running twice each.
    for (let before = 90; before >= -2; before--) {
      const now = new Date(day("2027-03-31").getTime() - before * 86_400_000);
      await remindExpiries(now);
      await remindExpiries(now);
      const notices = await open();
      expect(notices.length).toBeLessThanOrEqual(1);
      const cause = notices[0]?.cause.split(":").at(-1);
      if (cause !== undefined && seen.at(-1) !== cause) seen.push(cause);
    }
    expect(seen).toEqual(["60", "30", "14", "7", "1", "0"]);
    expect(await db().notice.count({ where: { cause: { startsWith: "expiry:secret:" } } })).toBe(6);
  });

  test("one that was seen stays silent until the next threshold, and a renewed secret takes it back", async () => {
    await remindExpiries(day("2027-03-01"));
    const [notice] = await open();
    expect(notice).toMatchObject({ severity: "info", title: "Access key of Acme: expires 2027-03-31" });
    await acknowledgeNotice(testCtx("operator"), notice?.id ?? "");
    await remindExpiries(day("2027-03-02"));
    expect((await open())[0]?.acknowledgedAt).not.toBeNull();
    await remindExpiries(day("2027-03-25"));
    expect(await open()).toMatchObject([{ severity: "warning", acknowledgedAt: null }]);
    await setExpiry(ctx, { subject, field: "accessKeySecret", expiry: "2028-03-31" });
    expect(await open()).toEqual([]);
  });

  test("what is deleted needs none", async () => {
    await remindExpiries(day("2027-03-30"));
    expect(await open()).toHaveLength(1);
    await db().connection.deleteMany();
    await remindExpiries(day("2027-03-30"));
    expect(await open()).toEqual([]);
  });

  test("the threshold is the nearest that is reached", () => {
    const now = day("2026-11-21");
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 400 }), (days) => {
        const end = new Date(now.getTime() + days * 86_400_000);
        const threshold = reminderOf(end, now);
        expect(daysUntil(end, now)).toBe(days);
        if (days > 60) expect(threshold).toBeNull();
        else expect(threshold).toBe(Math.min(...REMINDERS.filter((one) => one >= Math.max(0, days))));
        expect(groupOf(end, false, now) === "overdue").toBe(days <= 0);
      }),
    );
  });
});
