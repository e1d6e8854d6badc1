import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { jobCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { getEmailChannelSetup } from "../channels/reads.ts";
import { attestDomain } from "./attest-domain.ts";
import { changeRecords } from "./change-records.ts";
import { createDomain } from "./create-domain.ts";
import { deleteDomain } from "./delete-domain.ts";
import { lookOnSchedule, sweepDomains } from "./domains.job.ts";
import { lookAtDomain } from "./look-at-domain.ts";
import { getDomain, listDomains } from "./reads.ts";
import { CONNECTION, withCxoneRow, withTestDns } from "./scene.ts";
import { domainQuery, newDomainInput, startInput } from "./schema.ts";
import { startDomain } from "./start-domain.ts";
import { watchDomain } from "./watch-domain.ts";

withTestDatabase();
withCxoneRow();
const dns = withTestDns();

const ann = testCtx("admin");
const start = new Date("2026-11-21T10:00:00Z");
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const at = (when: Date) => testCtx("operator", { name: "Otto", now: () => when });
const daily = (when: Date) => ({ ...jobCtx("look", "req_job"), now: () => when });

const PASTE = [
  "Type\tName\tValue",
  "TXT\t_amazonses.example.com\ttoken=",
  "CNAME\ta._domainkey.example.com\ta.dkim.amazonses.com",
  "MX\texample.com\t10 inbound-smtp.us-west-2.amazonaws.com",
].join("\n");
const publish = () => {
  dns().set("TXT", "_amazonses.example.com", ["token="]);
  dns().set("CNAME", "a._domainkey.example.com", ["a.dkim.amazonses.com"]);
  dns().set("TXT", "a.dkim.amazonses.com", ["p=MIG"]);
  dns().set("MX", "example.com", ["10 inbound-smtp.us-west-2.amazonaws.com"]);
};
const create = (paste = PASTE) =>
  createDomain(
    ann,
    newDomainInput.parse({ connectionId: CONNECTION, name: "Example.com.", region: "us-west-2", paste }),
  );
const started = async () => {
  const { id, version } = await create();
  await startDomain(at(start), id, { version, startedAt: start });
  return id;
};
const states = async (id: string) =>
  (await getDomain(ann, id)).records.map(({ kind, finding }) => `${kind} ${finding?.state}`);
const notices = async () =>
  (await db().notice.findMany({ where: { resolvedAt: null } })).map(({ cause }) => cause.split(":").at(-1));

afterAll(closeSender);
beforeEach(async () => {
  await db().emailDomain.deleteMany();
  await db().notice.deleteMany();
});

describe("a new domain", () => {
  test("takes the pasted records, derives the rest, and is listed once", async () => {
    const domain = await create();
    expect(domain).toMatchObject({
      name: "example.com",
      state: "draft",
      counts: { verified: 0, required: 3 },
    });
    expect(domain.records.map(({ kind, need }) => `${kind} ${need}`)).toEqual([
      "verification required",
      "dkim required",
      "inbound required",
      "mail_from_mx recommended",
      "mail_from_spf recommended",
      "spf recommended",
      "dmarc recommended",
    ]);
    await expect(create()).rejects.toMatchObject({ code: "name_taken" });
    await expect(create("hello")).rejects.toMatchObject({
      options: { fields: { paste: expect.any(String) } },
    });
    const query = domainQuery.parse({ q: "EXAM", state: "draft" });
    expect((await listDomains(testCtx("auditor"), query)).items).toHaveLength(1);
    await expect(listDomains(testCtx("supervisor"), query)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("cannot start while a value is missing, and not in a time to come", async () => {
    const { id, version } = await create("");
    await expect(startDomain(ann, id, { version, startedAt: start })).rejects.toMatchObject({
      code: "conflict",
      options: { detail: "4 required records have no value yet." },
    });
    const later = new Date(Date.now() + 3_600_000);
    await expect(startDomain(ann, id, { version, startedAt: later })).rejects.toMatchObject({
      options: { fields: { startedAt: "This is still to come." } },
    });
  });

  test.each([
    ["0000-01-01T00:00:00Z", "years 1 to 9999"],
    ["9999-12-31T23:59:59-14:00", "years 1 to 9999"],
    ["0001-01-01T00:00:00Z", "too far back"],
    ["2019-12-31T23:59:59Z", "too far back"],
    ["9999-12-31T23:59:59Z", "still to come"],
    ["2026-02-30T10:00:00Z", "Use a time such as"],
    ["2026-11-21T10:00:00", "Use a time such as"],
    ["2026-11-21", "Use a time such as"],
  ])("is told of a start at %s what is wrong with it", async (startedAt, sentence) => {
    const { id, version } = await create();
    const { data, error } = startInput.safeParse({ version, startedAt });
    const refused = data && (await startDomain(ann, id, data).catch((thrown: unknown) => thrown));
    const fields = error
      ? { [error.issues[0]?.path.join(".") ?? ""]: error.issues[0]?.message }
      : refused instanceof AppError && refused.options.fields;
    expect(fields).toEqual({ startedAt: expect.stringContaining(sentence) });
    expect(await getDomain(ann, id)).toMatchObject({ state: "draft", startedAt: null });
  });
});

describe("looking", () => {
  test("tells each record what DNS shows now, also a name doubled, a CNAME in the way and a second MX", async () => {
    const id = await started();
    dns().set("TXT", "_amazonses.example.com.example.com", ["token="]);
    dns().set("CNAME", "a._domainkey.example.com", ["b.dkim.amazonses.com"]);
    dns().set("MX", "example.com", ["1 mail.example.com", "10 inbound-smtp.us-west-2.amazonaws.com"]);
    dns().set("CNAME", "_dmarc.example.com", ["elsewhere.example.net"]);
    const looked = await lookAtDomain(at(hours(1)), id);
    expect(await states(id)).toEqual([
      "verification doubled",
      "dkim mismatch",
      "inbound conflict",
      "mail_from_mx missing",
      "mail_from_spf missing",
      "spf missing",
      "dmarc conflict",
    ]);
    expect(looked.records[1]?.finding).toMatchObject({
      seen: ["b.dkim.amazonses.com"],
      detail: "Found b.dkim.amazonses.com, expected a.dkim.amazonses.com.",
    });
    expect(looked.zone).toMatchObject({ name: "example.com", provider: "Amazon Route 53", hosts: "short" });
    expect(looked).toMatchObject({ state: "pending", nextLookAt: hours(2).toISOString() });
  });

  test("from waiting to verified: a notice, an audit row, and from then on a look a day", async () => {
    const id = await started();
    await lookAtDomain(at(hours(1)), id);
    publish();
    const verified = await lookAtDomain(at(hours(2)), id);
    expect(verified).toMatchObject({ state: "verified", counts: { verified: 3, required: 3 } });
    expect(verified.nextLookAt).toBe(hours(26).toISOString());
    expect(await notices()).toEqual(["verified"]);
    const rows = await db().auditEntry.findMany({
      where: { object: `email-domain:${id}` },
      orderBy: { seq: "asc" },
    });
    expect(rows.map(({ action }) => action)).toEqual([
      "email_domain.created",
      "email_domain.started",
      "email_domain.verified",
    ]);
    await lookAtDomain(daily(hours(26)), id);
    expect(await notices()).toEqual([]);
  });

  test("a DNS server that fails is told as that, and takes nothing from what was verified", async () => {
    const id = await started();
    publish();
    await lookAtDomain(at(hours(1)), id);
    dns().trouble("SERVFAIL");
    const looked = await lookAtDomain(at(hours(25)), id);
    expect(looked).toMatchObject({ state: "verified", isLosing: false, zone: { name: "example.com" } });
    expect(looked.records[0]?.finding).toMatchObject({ state: "failed", verifiedAt: hours(1).toISOString() });
  });

  test("a verified record that disappears is told at once, its return takes the notice back, 72 hours end it", async () => {
    const id = await started();
    publish();
    await lookAtDomain(at(hours(1)), id);
    dns().set("MX", "example.com", []);
    expect(await lookAtDomain(daily(hours(25)), id)).toMatchObject({ state: "verified", isLosing: true });
    expect(await notices()).toContain("losing");
    publish();
    expect(await lookAtDomain(daily(hours(26)), id)).toMatchObject({ isLosing: false });
    expect(await notices()).not.toContain("losing");
    dns().set("MX", "example.com", []);
    await lookAtDomain(daily(hours(50)), id);
    expect(await lookAtDomain(daily(hours(122)), id)).toMatchObject({ state: "failed", nextLookAt: null });
    expect(await notices()).toEqual(["failed"]);
  });

  test("SES gives up after 72 hours; a restart begins anew, and what somebody saw in CXone overrules", async () => {
    const id = await started();
    expect(await lookAtDomain(daily(hours(72)), id)).toMatchObject({ state: "failed" });
    publish();
    expect(await lookAtDomain(at(hours(80)), id)).toMatchObject({ state: "failed" });
    const { version } = await getDomain(ann, id);
    const seen = await attestDomain(at(hours(81)), id, { version, evidence: "Verified domain lists it" });
    expect(seen).toMatchObject({
      state: "verified",
      sesVerified: { by: "Otto", at: hours(81).toISOString(), evidence: "Verified domain lists it" },
    });
    expect(await attestDomain(ann, id, null)).toMatchObject({ sesVerified: null });
    const kept = await getDomain(ann, id);
    const again = await startDomain(at(hours(82)), id, { version: kept.version, startedAt: hours(82) });
    expect(again).toMatchObject({ state: "pending", givesUpAt: hours(154).toISOString() });
    await expect(startDomain(ann, id, { version: 1, startedAt: start })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

test("other required records of a verified domain make it a draft; recommended ones do not", async () => {
  const id = await started();
  publish();
  const { records, version } = await lookAtDomain(at(hours(1)), id);
  const bare = records.map(({ finding: _, ...record }) => record);
  const fewer = await changeRecords(ann, id, {
    version,
    records: bare.filter(({ kind }) => kind !== "dmarc"),
  });
  expect(fewer.state).toBe("verified");
  const other = bare.map((record) =>
    record.kind === "verification" ? { ...record, value: "new=" } : record,
  );
  const changed = await changeRecords(ann, id, { version: fewer.version, records: other });
  expect(changed).toMatchObject({ state: "draft", startedAt: null, nextLookAt: null });
});

test("the sweep asks for what is due; a look of just now is not repeated, and neither is a watched one", async () => {
  const id = await started();
  expect(await sweepDomains(new Date())).toBe(1);
  expect(await lookOnSchedule(id, hours(1))).toBe(true);
  expect(await lookOnSchedule(id, new Date(hours(1).getTime() + 5_000))).toBe(false);
  expect(await lookOnSchedule(id, new Date(hours(1).getTime() + 20_000))).toBe(true);
  expect(await lookOnSchedule("dom_gone", hours(1))).toBe(false);
  await watchDomain(testCtx("auditor"), id);
  await lookAtDomain(daily(hours(80)), id);
  expect(await lookOnSchedule(id, hours(90))).toBe(false);
  expect(await sweepDomains(hours(100))).toBe(0);
});

test("a channel that waited for its domain is told at once, and says so no longer", async () => {
  const id = await started();
  await db().emailChannel.create({
    data: { id: "eml_waits", connectionId: CONNECTION, name: "Waits", domainId: id, settings: {} },
  });
  publish();
  expect((await lookAtDomain(at(hours(1)), id)).state).toBe("verified");
  const { steps } = await getEmailChannelSetup(ann, "eml_waits");
  expect(steps.find((step) => step.id === "domain")?.checks).toMatchObject([
    { state: "passed", message: "example.com is verified." },
  ]);
  await db().emailChannel.deleteMany();
});

test("a domain that a channel sends from stays; one without goes with its notices", async () => {
  const id = await started();
  await lookAtDomain(daily(hours(72)), id);
  await db().emailChannel.create({
    data: { id: "eml_1", connectionId: CONNECTION, name: "Support", domainId: id, settings: {} },
  });
  await expect(deleteDomain(ann, id)).rejects.toMatchObject({ code: "in_use" });
  await db().emailChannel.deleteMany();
  await expect(deleteConnection(ann, CONNECTION)).rejects.toMatchObject({
    code: "in_use",
    options: { detail: "Email domains that need it: example.com." },
  });
  await deleteDomain(ann, id);
  expect(await notices()).toEqual([]);
  await expect(deleteDomain(testCtx("auditor"), id)).rejects.toMatchObject({ code: "forbidden" });
});
