import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "#lib/api/read-csv.ts";
import {
  compareAttested,
  coverageCsv,
  findPeople,
  isAsAttested,
  planAssignment,
  valuesFor,
} from "./mapping.ts";
import { type CoverageRow, type Person, signatureForm } from "./schema.ts";

const person = (agentId: number, name: string, other: Partial<Person> = {}): Person => {
  const [firstName = "", lastName = ""] = name.split(" ");
  const email = `${firstName}.${lastName}@example.com`.toLowerCase();
  return {
    agentId,
    name,
    firstName,
    lastName,
    email,
    userName: email,
    teamName: "Service DE",
    active: true,
    ...other,
  };
};
const PEOPLE = [
  person(1, "Jonas Weber"),
  person(2, "Maria Keller"),
  person(3, "Jonas Weber", { email: "jonas.weber2@example.com", userName: "jw2" }),
  person(4, "Old Account", { active: false }),
];
const byId = new Map(PEOPLE.map((one) => [one.agentId, one]));
const SALES = { id: "sig_sales", name: "Sales" };
const SERVICE = { id: "sig_service", name: "Service" };

describe("a signature has one body at least (M-45)", () => {
  const form = (plain: string, html: string) =>
    signatureForm.safeParse({ name: "Sales", plain, html, fields: {}, note: "" }).success;
  test.each([
    ["plain alone", "Regards", "", true],
    ["HTML alone", "", "<p>Regards</p>", true],
    ["both", "Regards", "<p>Regards</p>", true],
    ["neither", "", "", false],
    ["blanks", " \n ", "\t", false],
  ])("%s", (_name, plain, html, fine) => {
    expect(form(plain, html)).toBe(fine);
  });
});

describe("one signature per person (M-46)", () => {
  test("who has another moves, who has it stays, who is gone or inactive is refused; each is told once", () => {
    const had = new Map([
      [1, SALES],
      [2, SERVICE],
    ]);
    expect(planAssignment("sig_service", [1, 2, 3, 4, 99, 1], byId, had)).toEqual([
      { agentId: 1, name: "Jonas Weber", change: "move", from: SALES, reason: "" },
      { agentId: 2, name: "Maria Keller", change: "same", from: SERVICE, reason: "" },
      { agentId: 3, name: "Jonas Weber", change: "new", from: null, reason: "" },
      {
        agentId: 4,
        name: "Old Account",
        change: "refused",
        from: null,
        reason: expect.stringContaining("Deactivated"),
      },
      { agentId: 99, name: "Agent 99", change: "refused", from: null, reason: "CXone has no such agent." },
    ]);
  });

  test("whatever is planned, nobody ends with two", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(ids, ids, fc.array(fc.integer({ min: 1, max: 6 })), (sales, service, wanted) => {
        const had = new Map([
          ...sales.map((id) => [id, SALES] as const),
          ...service.map((id) => [id, SERVICE] as const),
        ]);
        const after = new Map(had);
        const rows = planAssignment(SALES.id, wanted, byId, had);
        for (const { agentId, change } of rows)
          if (change === "new" || change === "move") after.set(agentId, SALES);
        expect(rows).toHaveLength(new Set(wanted).size);
        for (const [agentId, signature] of had)
          if (!rows.some((row) => row.agentId === agentId)) expect(after.get(agentId)).toBe(signature);
        for (const row of rows)
          expect(row.change === "move").toBe(row.from?.id === SERVICE.id && row.reason === "");
      }),
    );
  });
});

describe("a pasted list", () => {
  test("names, addresses and ids find their people; what names nobody or two is left open", () => {
    const text =
      'Maria  keller\nWeber, Jonas\n2; jw2\nNobody Here\nOld Account\n"Jonas Weber" <JONAS.WEBER@example.com>';
    const { found, open } = findPeople(text, PEOPLE);
    expect(found.map(({ agentId }) => agentId)).toEqual([2, 3, 4, 1]);
    expect(open).toEqual([
      {
        line: "Weber, Jonas",
        reason: expect.stringMatching(/^2 people.*jonas\.weber2@example\.com.*Paste the address/),
      },
      { line: "Nobody Here", reason: "Nobody in CXone is called like that." },
    ]);
  });

  test("addresses may be parted by commas", () => {
    const { found } = findPeople("maria.keller@example.com, jonas.weber@example.com", PEOPLE);
    expect(found.map(({ agentId }) => agentId)).toEqual([2, 1]);
  });
});

test("a person's own values stand before those of the signature; what CXone does not know falls back", () => {
  const fields = { "agent.name": "Your team", "agent.team": "Sales", "brand.name": "Acme" };
  const values = valuesFor(person(1, "Jonas Weber", { teamName: "" }), fields);
  expect(values).toMatchObject({ "agent.name": "Jonas Weber", "agent.team": "Sales", "brand.name": "Acme" });
  expect(valuesFor(null, fields)).toEqual(fields);
});

test("what differs from what was said is told by name: to add, to move, to remove", () => {
  const body = { name: "Sales", plain: "a", html: "" };
  const who = (agentId: number, name: string) => ({ agentId, name });
  const assigned = (agentId: number, name: string) => ({ agentId, name, by: "Ann", at: "" });
  const said = {
    state: { ...body, people: [who(1, "Jonas"), who(2, "Maria"), who(3, "Ida")] },
    evidence: "",
    by: "Ann",
    at: "2026-11-21T10:00:00.000Z",
  };
  const now = { ...body, html: "b", people: [assigned(1, "Jonas"), assigned(4, "Ola")] };
  const differs = compareAttested(said, now, new Map([[2, SERVICE]]));
  expect(differs).toMatchObject({
    changed: ["html"],
    toAdd: [who(4, "Ola")],
    toMove: [{ ...who(2, "Maria"), to: "Service" }],
    toRemove: [who(3, "Ida")],
  });
  expect(isAsAttested(differs)).toBe(false);
  const same = { ...body, people: said.state.people.map(({ agentId, name }) => assigned(agentId, name)) };
  expect(isAsAttested(compareAttested(said, same, new Map()))).toBe(true);
});

test("the report survives a spreadsheet: no cell is run, none breaks its row", () => {
  const row = (name: string): CoverageRow => ({
    agentId: 7,
    name,
    email: "",
    teamName: 'Team "A", B',
    state: "none",
    signature: null,
  });
  expect(readCsv(coverageCsv([row('=HYPERLINK("x")'), row("Line\r\nend")]))).toEqual([
    ["Agent id", "Name", "E-mail", "Team", "State", "Signature"],
    ["7", `'=HYPERLINK("x")`, "", 'Team "A", B', "none", ""],
    ["7", "Line\r\nend", "", 'Team "A", B', "none", ""],
  ]);
});
