import { expect, test } from "vitest";
import { keptDay, keptMoment, moment } from "./schema.ts";

// PostgreSQL has no year 0 and no year of five digits as JavaScript writes it: either would fail as a 500.
test.each(["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-14:00"])(
  "the moment %s is of no year that can be kept",
  (text) => {
    const issues = [{ message: "Use a time of the years 1 to 9999." }];
    expect(keptMoment.safeParse(text).error).toMatchObject({ issues });
    expect(moment.safeParse(text).error).toMatchObject({ issues });
  },
);

test("the first and the last moment can be kept, and one without its zone is none", () => {
  for (const text of ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"])
    expect(keptMoment.parse(text).toISOString()).toBe(text);
  expect(keptMoment.safeParse("2026-11-21T10:00:00").success).toBe(false);
});

test("a day of year 0 is refused in the words of its field, as one that the calendar does not have", () => {
  const day = keptDay("Choose a day.");
  expect(["0001-01-01", "2028-02-29", "9999-12-31"].map((text) => day.parse(text))).toHaveLength(3);
  for (const text of ["0000-01-01", "0000-12-31", "2026-02-29", "10000-01-01", ""])
    expect(day.safeParse(text).error).toMatchObject({ issues: [{ message: "Choose a day." }] });
});
