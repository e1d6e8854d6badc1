import { describe, expect, test } from "vitest";
import { gateOf, smtpStateOf } from "./state.ts";

const minute = (count: number) => new Date(Date.parse("2026-11-21T10:00:00Z") + count * 60_000);
/** The credentials changed in the tenth minute. */
const CHANGED = minute(10);
const mail = (begun: number, arrived: number | null = begun + 1) => ({
  sent: true,
  arrived: { id: "mail_1", createdAt: minute(begun), arrivedAt: arrived === null ? null : minute(arrived) },
});
const gate = (...mails: Parameters<typeof gateOf>[2][]) =>
  mails.map((one) => gateOf("client_credentials", CHANGED, one));

describe("the gate of passwords (M-21)", () => {
  test("opens by a mail that was begun after the credentials changed, and was seen to arrive", () => {
    const open = { open: true, mailId: "mail_1" };
    expect(gate(mail(11), mail(10))).toMatchObject([
      { ...open, arrivedAt: minute(12).toISOString() },
      { ...open, arrivedAt: minute(11).toISOString() },
    ]);
  });

  test("stays shut for a mail that was under way at the change, although it arrived after it", () => {
    expect(gate(mail(9, 11), mail(1, 600), mail(1, 2))).toEqual(
      Array.from({ length: 3 }, () => ({ open: false, why: "changed_since" })),
    );
  });

  test("tells none sent from none arrived", () => {
    expect(gate({ sent: false, arrived: null }, { sent: true, arrived: null })).toEqual([
      { open: false, why: "nothing_sent" },
      { open: false, why: "not_arrived" },
    ]);
  });

  test.each([
    ["delegated", true],
    ["client_credentials", true],
    ["password", false],
    ["none", false],
  ] as const)("of a configuration that signs in by %s can open: %s", (auth, can) => {
    const shut = { open: false, why: "not_oauth" };
    expect(gateOf(auth, CHANGED, mail(11))).toMatchObject(can ? { open: true } : shut);
  });
});

describe("how a configuration stands", () => {
  const facts = {
    auth: "delegated" as const,
    hasClientSecret: true,
    hasPassword: false,
    hasGrant: true,
    lastOkAt: minute(11),
    lastErrorAt: null,
    lastError: null,
    credentialsAt: CHANGED,
  };
  const failure = { code: "x", title: "", detail: "", fix: "", at: "" };

  test.each([
    ["sends", {}],
    ["untested", { lastOkAt: null }],
    ["untested", { lastOkAt: minute(9) }],
    ["not_authorised", { hasGrant: false }],
    ["no_secret", { hasClientSecret: false, hasGrant: false }],
    ["no_secret", { auth: "password" }],
    ["sends", { auth: "client_credentials", hasGrant: false }],
    ["failing", { lastError: failure, lastErrorAt: minute(12) }],
    ["sends", { lastError: failure, lastErrorAt: minute(10) }],
  ] as const)("%s %j", (state, more) => {
    expect(smtpStateOf({ ...facts, ...more })).toBe(state);
  });
});
