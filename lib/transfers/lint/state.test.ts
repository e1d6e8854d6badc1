import { describe, expect, test } from "vitest";
import { policyOf, route } from "../scene.ts";
import { explainRuleConflict, lintPolicy } from "./state.ts";

const office = (from: string, to: string, days = [1, 2, 3, 4, 5]) => ({
  timeZone: "Europe/Berlin",
  open: [{ days, from, to }],
});
const found = (...args: Parameters<typeof policyOf>) => lintPolicy(policyOf(...args));

test("nothing is found in an ordinary chain", () => {
  expect(found(3)).toEqual([]);
});

describe("circular routing (T-74)", () => {
  test("a fallback that is the first target, or an earlier fallback", () => {
    expect(found([route("Sales DE"), route("Service DE"), route("Sales DE"), route("Service DE")])).toEqual([
      {
        code: "same_target",
        path: ["routes", 2, "targetId"],
        text: "Sales DE is the first target already: a call that came to nothing there is sent there again.",
      },
      {
        code: "same_target",
        path: ["routes", 3, "targetId"],
        text: "Service DE is fallback 1 already: a call that came to nothing there is sent there again.",
      },
    ]);
  });

  test("the same queue for another skill is another target", () => {
    const [german, english] = [{ skillId: "s-1" }, { skillId: "s-2" }];
    expect(found([route("Sales", german), route("Sales", english), route("Sales")])).toEqual([]);
  });

  test("voicemail as a target before voicemail", () => {
    const voicemail = route("", { targetType: "EXTENSION", targetId: "999" });
    expect(found([route("Sales DE"), voicemail]).map(({ code, path }) => [code, path])).toEqual([
      ["voicemail_in_chain", ["routes", 1, "targetId"]],
    ]);
  });
});

describe("a consult", () => {
  test.each([
    [
      "that rings at voicemail",
      route("", { targetType: "EXTENSION", targetId: "999", transferType: "CONSULT" }),
    ],
    ["that rings at a mailbox by its name", route("Night mailbox", { transferType: "CONSULT" })],
  ])("%s waits for somebody who never answers", (_, one) => {
    expect(found([one]).map(({ code }) => code)).toContain("consult_to_machine");
  });

  test("to people is fine, and so is blind to a mailbox", () => {
    expect(found([route("Sales DE", { transferType: "CONSULT" }), route("Night mailbox")])).toEqual([]);
  });
});

describe("waiting", () => {
  test("a chain that takes longer than callers wait", () => {
    expect(found(6)).toEqual([]);
    expect(found(7)).toEqual([
      {
        code: "long_chain",
        path: ["watch", "timeoutSeconds"],
        text: "A caller may wait 210 s before voicemail: 7 targets of up to 30 s each.",
      },
    ]);
    expect(found(1, { timeoutSeconds: 600 })).toEqual([]);
  });

  test("an attempt that is over before it is looked at", () => {
    expect(found(1, { pollSeconds: 20 }).map(({ code }) => code)).toEqual(["few_looks"]);
  });
});

describe("opening hours", () => {
  test("of all targets together that leave times with nobody", () => {
    const chain = [
      route("Sales DE", { hours: office("09:00", "17:00") }),
      route("Service DE", { hours: office("08:00", "20:00") }),
    ];
    expect(found(chain)).toEqual([
      {
        code: "never_open",
        path: ["routes"],
        text: "For 108 hours of a week no target is open, and every call goes to voicemail at once.",
      },
    ]);
  });

  test("that follow each other around the clock, or one target that is always open", () => {
    const all = [1, 2, 3, 4, 5, 6, 7];
    const day = route("Day", { hours: office("06:00", "22:00", all) });
    const night = {
      timeZone: "Europe/Berlin",
      open: [
        { days: all, from: "22:00", to: "24:00" },
        { days: all, from: "00:00", to: "06:00" },
      ],
    };
    expect(found([day, route("Night", { hours: night })])).toEqual([]);
    expect(found([day, route("Service DE")])).toEqual([]);
  });
});

test("T-74: what to look at after a 500", () => {
  const chain = policyOf([
    route("Sales DE", { skillId: "s-1", skillName: "German" }),
    route("Service DE"),
    route("Service DE"),
  ]);
  expect(explainRuleConflict(chain, 0)).toBe("Check that agents of Sales DE hold the skill German.");
  expect(explainRuleConflict(chain, 1)).toMatch(/does not lead back/);
  expect(explainRuleConflict(chain, 2)).toMatch(/^Service DE is fallback 1 already/);
});
