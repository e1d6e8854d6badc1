import { describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { seenAs } from "../attestations/mapping.ts";
import { attestChannelSla, attestGlobalSla } from "./attest-sla.ts";
import { daysInWords, timeInWords } from "./mapping.ts";
import { getSla } from "./reads.ts";
import { saveChannelSla, saveGlobalSla } from "./save-sla.ts";
import { globalSlaInput, slaTargets } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");

const time = (days: number, hours: number, minutes: number) => ({ days, hours, minutes });
const office = {
  timeZone: "Europe/Berlin",
  open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  closed: ["2026-12-25", "2026-12-25"],
};
const targets = { firstResponse: time(0, 4, 0), solution: time(1, 0, 0) };
const global = (version: number) => globalSlaInput.parse({ hours: office, targets, version });

let channels = 0;
const makeChannel = async () => {
  const id = `eml_${++channels}`;
  const connectionId = scene.connectionId();
  await db().emailChannel.create({ data: { id, connectionId, name: `Mail ${channels}`, settings: {} } });
  return id;
};

describe("the global service level", () => {
  test("is offered in the time zone of the business unit, kept, and entered in CXone by a person", async () => {
    const connectionId = scene.connectionId();
    const first = await getSla(operator, connectionId);
    expect(first).toMatchObject({ targets: null, version: 0, attested: null });
    expect(first.hours.timeZone).not.toBe("UTC");
    await expect(
      attestGlobalSla(operator, connectionId, { attested: true, evidence: "" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });

    const saved = await saveGlobalSla(operator, connectionId, global(0));
    expect(saved).toMatchObject({ targets, version: 1, hours: { closed: ["2026-12-25"] } });
    const said = await attestGlobalSla(operator, connectionId, { attested: true, evidence: "seen" });
    expect(said.attested).toMatchObject({ by: "Ann", evidence: "seen", same: true });

    const later = { ...global(1), targets: { ...targets, solution: time(2, 0, 0) } };
    expect((await saveGlobalSla(operator, connectionId, later)).attested?.same).toBe(false);
    const back = await attestGlobalSla(operator, connectionId, { attested: false, evidence: "" });
    expect(back.attested).toBeNull();
    const actions = await db().auditEntry.findMany({
      where: { object: `sla:${connectionId}` },
      orderBy: { seq: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      "sla.saved",
      "email.attested",
      "sla.saved",
      "email.attestation_withdrawn",
    ]);
  });

  test("the second of two editors is told who was first", async () => {
    const connectionId = scene.connectionId();
    const { version } = await getSla(operator, connectionId);
    await saveGlobalSla(testCtx("admin", { name: "Bea" }), connectionId, global(version));
    await expect(saveGlobalSla(operator, connectionId, global(version))).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringContaining("Bea") },
    });
  });

  test("nobody says that CXone has what they have not seen: another one was wanted meanwhile", async () => {
    const connectionId = scene.connectionId();
    const before = await getSla(operator, connectionId);
    const {
      hours,
      targets: shown,
      version,
    } = await saveGlobalSla(operator, connectionId, global(before.version));
    const said = { attested: true, evidence: "", seen: seenAs({ targets: shown, hours }) };
    expect((await attestGlobalSla(operator, connectionId, said)).attested?.same).toBe(true);
    const other = { ...global(version), targets: { ...targets, solution: time(9, 0, 0) } };
    await saveGlobalSla(testCtx("admin", { name: "Bea" }), connectionId, other);
    await expect(attestGlobalSla(operator, connectionId, said)).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringContaining("Bea") },
    });
  });

  test("a supervisor sees none, an auditor changes none", async () => {
    const connectionId = scene.connectionId();
    await expect(getSla(testCtx("supervisor"), connectionId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveGlobalSla(testCtx("auditor"), connectionId, global(0))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test("a channel follows the global one, has its own, and follows it again", async () => {
  const connectionId = scene.connectionId();
  const id = await makeChannel();
  const ofChannel = async () =>
    (await getSla(operator, connectionId)).channels.find(({ channelId }) => channelId === id);
  expect(await ofChannel()).toMatchObject({ targets: null, version: 0 });
  await attestChannelSla(operator, id, { attested: true, evidence: "" });
  expect((await ofChannel())?.attested?.same).toBe(true);

  const own = { firstResponse: time(0, 1, 0), solution: time(0, 8, 0) };
  await saveChannelSla(operator, id, { targets: own, version: 0 });
  expect(await ofChannel()).toMatchObject({ targets: own, version: 1, attested: { same: false } });
  await saveChannelSla(operator, id, { targets: null, version: 1 });
  expect(await ofChannel()).toMatchObject({ targets: null, version: 2, attested: { same: true } });
  await expect(saveChannelSla(operator, id, { targets: own, version: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
});

describe("bad input is refused in words", () => {
  const problemOf = (input: unknown) => slaTargets.safeParse(input).error?.issues[0];

  test.each([
    [
      "nothing at all",
      { ...targets, firstResponse: time(0, 0, 0) },
      ["firstResponse", "minutes"],
      /at least one minute/,
    ],
    ["24 hours", { ...targets, firstResponse: time(0, 24, 0) }, ["firstResponse", "hours"], /0 to 23/],
    [
      "half a minute",
      { ...targets, firstResponse: time(0, 0, 0.5) },
      ["firstResponse", "minutes"],
      /whole number/,
    ],
    [
      "a blank",
      { ...targets, firstResponse: { days: null, hours: 1, minutes: 0 } },
      ["firstResponse", "days"],
      /whole number/,
    ],
    [
      "a solution before the response",
      { firstResponse: time(1, 0, 0), solution: time(0, 23, 59) },
      ["solution", "days"],
      /no earlier/,
    ],
  ])("%s", (_name, input, path, words) => {
    const problem = problemOf(input);
    expect(problem?.path).toEqual(path);
    expect(problem?.message).toMatch(words);
  });

  test("hours of a zone that there is not, and a day that there is not", () => {
    const wrong = globalSlaInput.safeParse({
      ...global(0),
      hours: { ...office, timeZone: "Mars/Base", closed: ["2026-02-30"] },
    });
    expect(wrong.error?.issues.map(({ path }) => path.join("."))).toEqual([
      "hours.timeZone",
      "hours.closed.0",
    ]);
  });
});

test("times are told as CXone asks for them, and days as working days", () => {
  const hours = globalSlaInput.parse({ ...global(0), version: 0 }).hours;
  expect(timeInWords(time(1, 2, 30))).toBe("1 day 2 hours 30 minutes");
  expect(daysInWords(time(1, 0, 0), hours)).toBe("24 business hours, about 3 working days");
  expect(daysInWords(time(0, 8, 0), hours)).toBeNull();
});
