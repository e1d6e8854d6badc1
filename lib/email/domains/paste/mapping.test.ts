import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullName, normaliseValue, readPaste } from "./mapping.ts";

const domain = "example.com";
const read = (text: string) =>
  readPaste(text, domain).records.map(({ type, name, value, kind }) => `${type} ${name} ${value} (${kind})`);
const TOKEN = "pmBGN/7MjnfhTKUZ06Enqq1PeGUaOkw8lGhcfwefcHU=";
const VERIFICATION = `TXT _amazonses.example.com ${TOKEN} (verification)`;
const INBOUND = "MX example.com 10 inbound-smtp.us-west-2.amazonaws.com (inbound)";
const DKIM = "CNAME abc._domainkey.example.com abc.dkim.amazonses.com (dkim)";

describe("what was copied from a page is read", () => {
  test("as a table with its head, in any order and with more columns", () => {
    const text = [
      "Record name\tType\tTTL\tValue\tStatus",
      `_amazonses.example.com\tTXT\t300\t${TOKEN}\tPending`,
      "abc._domainkey.example.com\tCNAME\t300\tabc.dkim.amazonses.com\tPending",
      "example.com\tMX\t300\t10 inbound-smtp.us-west-2.amazonaws.com\tPending",
    ].join("\n");
    expect(read(text)).toEqual([VERIFICATION, DKIM, INBOUND]);
  });

  test("as CSV with quotes, semicolons, and a priority in a column of its own", () => {
    const csv = 'Type,Name,Value,Priority\r\nMX,@,"inbound-smtp.us-west-2.amazonaws.com.",10\r\n';
    expect(read(csv)).toEqual([INBOUND]);
    expect(read('TXT;mail;"v=spf1 include:amazonses.com ~all"')).toEqual([
      "TXT mail.example.com v=spf1 include:amazonses.com ~all (mail_from_spf)",
    ]);
    expect(read('"TXT","@","""v=spf1"" "" -all"""')).toEqual(["TXT example.com v=spf1 -all (spf)"]);
  });

  test("as lines of a zone file, of a Markdown table, and as columns set with blanks", () => {
    expect(read(`_amazonses.example.com. 300 IN TXT "${TOKEN}"`)).toEqual([VERIFICATION]);
    const markdown =
      "| Type | Name | Value |\n|---|---|---|\n| CNAME | abc._domainkey | abc.dkim.amazonses.com |";
    expect(read(markdown)).toEqual([DKIM]);
    expect(read("MX    example.com    10 inbound-smtp.us-west-2.amazonaws.com")).toEqual([INBOUND]);
    expect(read("CNAME abc._domainkey.example.com abc.dkim.amazonses.com")).toEqual([DKIM]);
  });

  test("as one cell per line, which is how some browsers copy a table", () => {
    const lines = ["Type", "Name", "Value", "TXT", "_amazonses", TOKEN];
    expect(read([...lines, "MX", "@", "10 inbound-smtp.us-west-2.amazonaws.com"].join("\n"))).toEqual([
      VERIFICATION,
      INBOUND,
    ]);
  });

  test("but not for the domain above: the records of mail.example.com verify that one, not example.com", () => {
    const table = ["_amazonses.mail\tTXT\tx", "a._domainkey.mail.example.com\tCNAME\ta.dkim.amazonses.com"];
    const inbound = "mail.example.com\tMX\t10 inbound-smtp.us-west-2.amazonaws.com";
    const { records, left } = readPaste([...table, inbound].join("\n"), domain);
    expect(records).toEqual([]);
    expect(left.map(({ why }) => why)).toEqual(
      Array(3).fill("It is for mail.example.com, not for example.com."),
    );
    expect(readPaste(inbound, "mail.example.com").records).toMatchObject([{ kind: "inbound" }]);
  });

  test("and what is no record is told by its line, with why", () => {
    const text = "TXT\t_dmarc\tv=DMARC1; p=none;\nhello\nA\twww\t192.0.2.1\nTXT\tx\t";
    const { records, left } = readPaste(text, domain);
    expect(records).toMatchObject([{ kind: "dmarc", need: "recommended", name: "_dmarc.example.com" }]);
    expect(left.map(({ line, why }) => [line, why])).toEqual([
      [2, "No record type in it: TXT, CNAME or MX."],
      [3, "No record type in it: TXT, CNAME or MX."],
      [4, "No value in it."],
    ]);
  });

  test("of a subdomain also with names that end within its zone, and never of another domain", () => {
    expect(fullName("_amazonses.shop", "shop.example.com")).toBe("_amazonses.shop.example.com");
    expect(fullName("_amazonses", "shop.example.com")).toBe("_amazonses.shop.example.com");
    for (const name of ["_amazonses.other.com", "_amazonses.other.net."]) {
      const { records, left } = readPaste(`TXT\t${name}\ttoken=`, domain);
      expect(records).toEqual([]);
      expect(left[0]?.why).toBe("It belongs to another domain than example.com.");
    }
  });

  test("without the words of the buttons beside the values", () => {
    expect(read(`Domain\tTXT\t_amazonses.example.com Copy\t${TOKEN} Copy\tNot seen`)).toEqual([VERIFICATION]);
    expect(read("MX\nexample.com\nCopy\n10 inbound-smtp.us-west-2.amazonaws.com\nCopy")).toEqual([INBOUND]);
  });

  test("the same record twice counts once", () => {
    expect(read('TXT\t_amazonses\tabc\nTXT\t_amazonses.example.com.\t"abc"')).toHaveLength(1);
  });
});

describe("properties", () => {
  const label = fc.stringMatching(/^[a-z0-9_]{1,12}$/).filter((text) => text !== "com");
  const token = fc
    .stringMatching(/^[A-Za-z0-9+/=]{3,44}$/)
    .filter((text) => !/^\d+$|^TXT$|^CNAME$/i.test(text));

  test("a name with the domain, without it, in capitals and with a period at its end is the same name", () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), (labels) => {
        const whole = `${labels.join(".")}.${domain}`;
        for (const form of [labels.join("."), whole, `${whole}.`, whole.toUpperCase()])
          expect(fullName(form, domain)).toBe(whole);
      }),
    );
  });

  test("a TXT means the same plain, quoted, and cut into strings of any length", () => {
    fc.assert(
      fc.property(token, fc.integer({ min: 1, max: 20 }), (value, size) => {
        const chunks = value.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
        for (const form of [value, `"${value}"`, chunks.map((part) => `"${part}"`).join(" ")])
          expect(normaliseValue("TXT", form)).toBe(value);
      }),
    );
  });

  test("records written in every form come back as they were", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(label, token), { minLength: 1, maxLength: 6, selector: ([name]) => name }),
        fc.constantFrom("\t", ",", ";", " | "),
        fc.boolean(),
        (rows, separator, quoted) => {
          const cell = (text: string) => (quoted ? `"${text}"` : text);
          const lines = rows.map(([name, value]) => ["TXT", `x${name}`, value].map(cell).join(separator));
          expect(readPaste(lines.join("\n"), domain).records.map(({ name, value }) => [name, value])).toEqual(
            rows.map(([name, value]) => [`x${name}.${domain}`, value]),
          );
        },
      ),
    );
  });

  test("whatever is pasted, nothing is thrown, and what is taken is a record of the domain", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { records, left } = readPaste(text, domain);
        for (const record of records) expect(record.name.endsWith(domain)).toBe(true);
        for (const one of left) expect(one.why).not.toBe("");
      }),
    );
  });
});
