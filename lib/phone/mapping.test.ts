import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { countryOf, formatted, HIDDEN, maskNumber, readNumber } from "./mapping.ts";
import { maskedSql } from "./masked-sql.ts";

withTestDatabase();

async function maskedByDatabase(numbers: string[]): Promise<string[]> {
  const { text, values } = Prisma.sql`SELECT ${maskedSql(Prisma.raw("number"))} AS masked
    FROM unnest(${numbers}::text[]) WITH ORDINALITY AS given(number, place) ORDER BY place`;
  const { rows } = await pool().query<{ masked: string }>(text, values);
  return rows.map(({ masked }) => masked);
}

describe("masking a number", () => {
  test.each([
    ["+49301234711", "+49 30 ••• 4711"],
    ["+4915112345678", "+49 151 ••• 5678"],
    ["+493834123456", "+49 ••• 3456"],
    ["+15551234567", "+1 555 ••• 4567"],
    ["+442079460958", "+44 20 ••• 0958"],
    ["+33142685300", "+33 1 ••• 5300"],
    ["+35312345678", "+353 ••• 5678"],
    ["+21612345678", "+216 ••• 5678"],
    // The area gives way, so that three digits stay hidden.
    ["+49301234", HIDDEN],
    ["+493012345", "+49 ••• 2345"],
    ["+1234567", HIDDEN],
    ["anonymous", HIDDEN],
    ["sip:4711@example.com", HIDDEN],
    ["", HIDDEN],
  ])("%s is shown as %s", async (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
    expect(await maskedByDatabase([number])).toEqual([masked]);
  });

  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 0, maxLength: 18 });
  const numbers = fc.oneof(
    digits.map((text) => `+${text}`),
    fc
      .tuple(fc.constantFrom("1", "49", "49301", "44", "4420", "353", "7"), digits)
      .map(([a, b]) => `+${a}${b}`),
    fc.string({ unit: "grapheme-ascii" }),
  );

  test("hides three digits or more of whatever is handed to it", () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const shown = maskNumber(number).replace(/\D/g, "");
        return shown.length <= Math.max(0, number.replace(/\D/g, "").length - 3);
      }),
    );
  });

  test("is the same in the database, which masks what is exported", async () => {
    const given = fc.sample(numbers, 2_000);
    expect(await maskedByDatabase(given)).toEqual(given.map(maskNumber));
  });
});

describe("what the numbering plans say of a number", () => {
  test.each([
    ["+493012344711", "Germany", "+49 30 12344711"],
    ["+14165550123", "Canada", "+1 416 555 0123"],
    ["+12125550123", "United States", "+1 212 555 0123"],
    ["+442079460958", "United Kingdom", "+44 20 7946 0958"],
    ["+447911123456", "Guernsey", "+44 7911 123456"],
  ])("%s is of %s", async (number, country, text) => {
    expect(await countryOf(number)).toBe(country);
    expect(await formatted(number)).toBe(text);
  });

  test("a number of no country, a wrong one and none at all are told apart", async () => {
    expect(await readNumber("+870773111632")).toMatchObject({ country: null });
    expect(await readNumber("+4930")).toMatchObject({ country: { code: "DE" }, known: false });
    expect(await readNumber("030 1234")).toBeNull();
    expect(await formatted("999")).toBe("999");
  });
});
