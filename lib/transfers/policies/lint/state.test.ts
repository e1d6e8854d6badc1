import { expect, test } from "vitest";
import { bodyTo, route } from "../scene.ts";
import { lintPolicy } from "./state.ts";

const texts = (...routes: ReturnType<typeof route>[]) =>
  lintPolicy({ ...bodyTo("1"), routes }).map(({ step, text }) => `${step}: ${text}`);

test("a plain policy raises nothing", () => {
  expect(texts(route("1"), route("2"))).toEqual([]);
});

test("a target that comes twice, and one that is voicemail, are told; the same queue with another skill is meant", () => {
  expect(texts(route("1"), route("1"))).toEqual([
    expect.stringMatching(/^1: Sales DE stands in the chain twice/),
  ]);
  expect(texts(route("1"), route("1", { skillId: "7" }))).toEqual([]);
  const extension = route("999", { targetType: "EXTENSION", targetName: "" });
  expect(texts(extension)).toEqual([expect.stringMatching(/^0: Extension 999 is voicemail already/)]);
});

test("T-74 a call that would be sent round in a circle is told, and a priority that counts nowhere", () => {
  const number = { targetType: "NUMBER", targetName: "Partner" } as const;
  expect(texts(route("+14165550123", { ...number, callbackNumber: "+14165550123" }))).toEqual([
    expect.stringMatching(/^0: Partner is the callback number itself/),
  ]);
  expect(texts(route("+14165550123", { ...number, priority: 3 }))).toEqual([
    expect.stringMatching(/^0: Partner has priority 3, which counts in queues only/),
  ]);
});

test("a chain that outlasts a caller, and an attempt that is hardly looked at, are told", () => {
  const watch = { pollSeconds: 20, timeoutSeconds: 30, unknownMinutes: 10 };
  const routes = ["1", "2", "3", "4", "5"].map((id) => route(id));
  expect(lintPolicy({ ...bodyTo("1"), routes, watch }).map(({ text }) => text)).toEqual([
    "A caller may wait 150 s for all 5 targets before voicemail.",
    "An attempt is given 30 s and looked at every 20 s: it is seen once or twice.",
  ]);
});

test("a consult that rings at a machine is told; one that rings at people, and blind to a machine, are meant", () => {
  const mailbox = { targetName: "Night mailbox" };
  expect(texts(route("1", { ...mailbox, transferType: "CONSULT" }))).toEqual([
    expect.stringMatching(/^0: Night mailbox looks like a machine/),
  ]);
  expect(texts(route("1", { transferType: "CONSULT" }), route("2", mailbox))).toEqual([]);
});

test("hours that leave times with nobody are told; targets that take turns around the clock are meant", () => {
  const open = (from: string, to: string, days = [1, 2, 3, 4, 5, 6, 7]) => ({ days, from, to });
  const hours = (...entries: ReturnType<typeof open>[]) => ({ timeZone: "Europe/Berlin", open: entries });
  const office = route("1", { hours: hours(open("09:00", "17:00", [1, 2, 3, 4, 5])) });
  const late = route("2", { hours: hours(open("08:00", "20:00", [1, 2, 3, 4, 5])) });
  expect(texts(office, late)).toEqual([
    "null: For about 108 hours of a week no target is open, and every call goes to voicemail at once.",
  ]);
  const day = route("1", { hours: hours(open("06:00", "22:00")) });
  const night = route("2", { hours: hours(open("22:00", "24:00"), open("00:00", "06:00")) });
  expect(texts(day, night)).toEqual([]);
  expect(texts(office, route("2"))).toEqual([]);
});
