import { expect, test } from "vitest";
import { isOver, reminderOn } from "./state.ts";

// A Thursday.
const now = new Date("2026-11-19T10:00:00Z");
const asking = { keptDay: "2026-11-18", asksAgain: true, now };

test("who asks again after the reminder came is not reminded at once by the old one, but three working days on", () => {
  expect(reminderOn("2026-11-18", asking)).toEqual(new Date("2026-11-24T10:00:00Z"));
  expect(reminderOn("2026-11-19", { ...asking, keptDay: "2026-11-19" })?.getUTCDate()).toBe(24);
  expect(reminderOn("", asking)?.getUTCDate()).toBe(24);
});

test("a day that somebody chose stands, and text kept without asking moves no reminder", () => {
  expect(reminderOn("2026-12-01", asking)).toEqual(new Date("2026-12-01T08:00:00Z"));
  expect(reminderOn("2026-11-18", { ...asking, asksAgain: false })).toEqual(new Date("2026-11-18T08:00:00Z"));
  expect(reminderOn("", { ...asking, asksAgain: false })).toBeNull();
});

test("today is not over yet where the day began late", () => {
  expect(isOver(new Date("2026-11-18T08:00:00Z"), now)).toBe(false);
  expect(isOver(new Date("2026-11-17T08:00:00Z"), now)).toBe(true);
});
