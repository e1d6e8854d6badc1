import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LookUpAnswer } from "#lib/dns/schema.ts";
import { mergeSpf } from "./judge/state.ts";
import { SES_SPF } from "./mapping.ts";
import { type DomainRecord, domainRecord } from "./schema.ts";
import { carryOver, type Evidence, judge } from "./state.ts";

const found = (...values: string[]): LookUpAnswer => ({ outcome: "found", values });
const nothing: LookUpAnswer = { outcome: "no_such_name" };
const evidence = (own: LookUpAnswer, more: Partial<Evidence> = {}): Evidence => ({
  own,
  alias: null,
  others: [],
  doubled: null,
  ...more,
});
const record = (
  type: DomainRecord["type"],
  value: string,
  more: Partial<DomainRecord> = {},
): DomainRecord => ({
  kind: type === "CNAME" ? "dkim" : type === "MX" ? "inbound" : "verification",
  type,
  name: "x.example.com",
  value,
  need: "required",
  ...more,
});
const state = (wanted: DomainRecord, own: LookUpAnswer, more: Partial<Evidence> = {}) =>
  judge(wanted, evidence(own, more)).state;

test.each([
  ["MX", "10  Inbound-SMTP.us-west-2.amazonaws.com.", "10 inbound-smtp.us-west-2.amazonaws.com"],
  ["CNAME", "Abc.DKIM.amazonses.com.", "abc.dkim.amazonses.com"],
  ["TXT", '"v=spf1 " "include:amazonses.com ~all"', "v=spf1 include:amazonses.com ~all"],
  ["TXT", "Token=", "Token="],
])("a value that is typed by hand is kept as DNS shows it: %s %s", (type, typed, kept) => {
  const sent = { kind: "other", type, name: "X.example.com.", value: typed, need: "required" };
  expect(domainRecord.parse(sent)).toMatchObject({ name: "x.example.com", value: kept });
});

describe("a TXT record", () => {
  const wanted = record("TXT", "Token=");
  test("is verified by its value among others, in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.nat(), (others, at) => {
        const values = others.toSpliced(at % (others.length + 1), 0, "Token=");
        expect(state(wanted, found(...values))).toBe("verified");
      }),
    );
  });
  test("that differs says found X, expected Y, and what is easily overlooked", () => {
    expect(judge(wanted, evidence(found("other")))).toMatchObject({
      state: "mismatch",
      detail: "Found other, expected Token=.",
    });
    expect(judge(wanted, evidence(found("token="))).fix).toMatch(/case differ/);
    expect(judge(wanted, evidence(found('"Token="'))).fix).toMatch(/quotes out/);
    expect(judge(wanted, evidence(found("Token= "))).fix).toMatch(/blanks/);
  });
  test("that is not there may stand at a name with the domain twice", () => {
    const doubled = { name: "x.example.com.example.com", answer: found("Token=") };
    expect(judge(wanted, evidence(nothing, { doubled }))).toMatchObject({
      state: "doubled",
      seen: ["x.example.com.example.com: Token="],
    });
    expect(state(wanted, nothing, { doubled: { ...doubled, answer: nothing } })).toBe("missing");
  });
  test("behind a CNAME is a conflict, unless the right value is seen through it", () => {
    expect(state(wanted, nothing, { alias: found("t.example.net") })).toBe("conflict");
    expect(state(wanted, found("Token="), { alias: found("t.example.net") })).toBe("verified");
  });
  test("without a value is not judged, and a look-up that failed says nothing of it", () => {
    expect(state({ ...wanted, value: "" }, found("Token="))).toBe("unset");
    expect(judge(wanted, evidence({ outcome: "timed_out", detail: "No answer." }))).toMatchObject({
      state: "failed",
      detail: "No answer.",
    });
  });
});

describe("SPF and DMARC", () => {
  const spf = record("TXT", SES_SPF, { kind: "spf" });
  test("an SPF record with more senders is right, and one without SES's says what to write", () => {
    expect(state(spf, found("site=1", "v=spf1 include:_spf.other.example include:amazonses.com -all"))).toBe(
      "verified",
    );
    expect(judge(spf, evidence(found("v=spf1 mx -all")))).toMatchObject({
      state: "mismatch",
      fix: expect.stringContaining("v=spf1 mx include:amazonses.com -all"),
    });
    expect(state(spf, found("site=1"))).toBe("missing");
  });
  test("two SPF records are a conflict, though one of them is right", () => {
    const two = judge(spf, evidence(found(SES_SPF, "v=spf1 ip4:192.0.2.1 -all")));
    expect(two).toMatchObject({
      state: "conflict",
      fix: expect.stringContaining("v=spf1 include:amazonses.com ip4:192.0.2.1 ~all"),
    });
  });
  test("merging keeps every sender once and one end", () => {
    const sender = fc.constantFrom("mx", "a", "include:a.example", "ip4:192.0.2.1", "include:amazonses.com");
    fc.assert(
      fc.property(fc.array(fc.array(sender), { maxLength: 4 }), (records) => {
        const merged = mergeSpf(
          records.map((senders) => ["v=spf1", ...senders, "-all"].join(" ")),
          SES_SPF,
        ).split(" ");
        expect(new Set(merged).size).toBe(merged.length);
        expect(merged).toEqual(expect.arrayContaining([...records.flat(), "include:amazonses.com"]));
        expect(merged.filter((term) => term.endsWith("all"))).toHaveLength(1);
      }),
    );
  });
  test("any policy of DMARC will do, two records will not", () => {
    const dmarc = record("TXT", "v=DMARC1; p=none;", { kind: "dmarc" });
    expect(judge(dmarc, evidence(found("v=DMARC1;p=reject; rua=mailto:a@b.example")))).toMatchObject({
      state: "verified",
      detail: "Its policy is reject.",
    });
    expect(state(dmarc, found("v=DMARC1; rua=mailto:a@b.example"))).toBe("mismatch");
    expect(state(dmarc, found("v=DMARC1; p=none", "v=DMARC1; p=reject"))).toBe("conflict");
  });
});

describe("CNAME and MX", () => {
  const cname = record("CNAME", "abc.dkim.amazonses.com");
  const mx = record("MX", "10 inbound-smtp.us-west-2.amazonaws.com");
  test("a CNAME is one, leads where it shall, and stands alone", () => {
    expect(state(cname, found("abc.dkim.amazonses.com"))).toBe("verified");
    expect(state(cname, found("xyz.dkim.amazonses.com"))).toBe("mismatch");
    expect(state(cname, found("abc.dkim.amazonses.com", "xyz.dkim.amazonses.com"))).toBe("conflict");
    const others = [{ type: "TXT" as const, values: ["p=MIG"] }];
    expect(state(cname, found("abc.dkim.amazonses.com"), { others })).toBe("conflict");
    expect(judge(cname, evidence({ outcome: "none" }, { others }))).toMatchObject({
      state: "mismatch",
      detail: "Found a TXT record at this name, expected a CNAME record.",
    });
  });
  test("an MX counts by its host, whatever its priority, and another beside it takes mail away", () => {
    expect(state(mx, found("5 inbound-smtp.us-west-2.amazonaws.com"))).toBe("verified");
    expect(state(mx, found("10 mail.example.com"))).toBe("mismatch");
    expect(judge(mx, evidence(found("1 mail.example.com", mx.value)))).toMatchObject({
      state: "conflict",
      detail: expect.stringContaining("never reaches CXone"),
    });
    const feedback = { ...mx, kind: "mail_from_mx" as const };
    expect(judge(feedback, evidence(found("1 mail.example.com", mx.value))).detail).toMatch(/exactly one MX/);
  });
});

test("since when a record is seen or lost outlives looks that failed, and a return begins anew", () => {
  const wanted = record("TXT", "Token=");
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
  const look = (own: LookUpAnswer, before: ReturnType<typeof carryOver> | undefined, minute: number) =>
    carryOver(wanted, judge(wanted, evidence(own)), before, at(minute));
  const first = look(found("Token="), undefined, 0);
  expect(look(found("Token="), first, 1)).toMatchObject({ verifiedAt: at(0).toISOString(), lostAt: null });
  const lost = look(nothing, first, 2);
  expect(lost).toMatchObject({ verifiedAt: at(0).toISOString(), lostAt: at(2).toISOString() });
  const failed = look({ outcome: "timed_out", detail: "" }, lost, 3);
  expect(failed).toMatchObject({ lostAt: at(2).toISOString() });
  expect(look(found("Token="), failed, 4)).toMatchObject({ verifiedAt: at(4).toISOString(), lostAt: null });
  expect(look(nothing, undefined, 0)).toMatchObject({ verifiedAt: null, lostAt: null });
});
