import { describe, expect, test } from "vitest";
import { sendAsOf } from "./mapping.ts";

const exchange = { provider: "microsoft", mailbox: "Desk@acme.example" };

describe("a from address that is not the mailbox", () => {
  test.each([
    ["of another domain", "support@mail.acme.example"],
    ["of the same domain", "support@acme.example"],
  ])("%s needs Send As on it for the mailbox, not the other way round", (_which, from) => {
    const needed = sendAsOf(exchange, [from]);
    expect(needed?.path).toEqual(expect.arrayContaining(["Recipients", "Mailboxes", from, "Delegation"]));
    expect(needed?.command).toContain(
      `Add-RecipientPermission -Identity ${from} -Trustee Desk@acme.example -AccessRights SendAs`,
    );
  });

  test("of several channels is asked for at once, without those that are the mailbox", () => {
    const from = ["a@acme.example", "desk@acme.example", null, "b@shop.example"];
    const needed = sendAsOf(exchange, from);
    expect(needed?.from).toEqual(["a@acme.example", "b@shop.example"]);
    expect(needed?.command.match(/^Add-RecipientPermission/gm)).toHaveLength(2);
    expect(needed?.path).toContain("each of them");
  });

  test("is none where only the case differs, where it is not known yet, and where no Exchange judges", () => {
    expect(sendAsOf(exchange, ["desk@ACME.example"])).toBeNull();
    expect(sendAsOf(exchange, [null])).toBeNull();
    expect(sendAsOf({ ...exchange, provider: "other" }, ["support@acme.example"])).toBeNull();
  });
});
