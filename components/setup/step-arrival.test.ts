import { expect, test } from "vitest";
import { leaveForStep, takeArrival } from "./step-arrival.ts";

test("the heading takes the focus after Continue, and not where a page is opened afresh or drawn again", () => {
  expect(takeArrival()).toBe(false);
  leaveForStep();
  expect(takeArrival()).toBe(true);
  expect(takeArrival()).toBe(false);
});
