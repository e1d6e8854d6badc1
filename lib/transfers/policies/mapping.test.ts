import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hoursInWords } from "#lib/hours/mapping.ts";
import type { PolicyBody } from "../schema.ts";
import { draftOf, emptyDraft, emptyRoute } from "./draft/mapping.ts";
import { changesBetween } from "./mapping.ts";
import { bodyTo, route } from "./scene.ts";
import { policyForm } from "./schema.ts";

const content = (body: PolicyBody) => ({ name: "Sales", description: "", body });
const bodyOf = (...ids: string[]): PolicyBody => ({
  ...bodyTo("1"),
  routes: ids.map((id) => route(id, { targetName: `Q${id}` })),
});
const changes = (before: PolicyBody, after: PolicyBody) => changesBetween(content(before), content(after));

describe("what a version changed", () => {
  test("a target that was moved is said to have moved, not removed and added", () => {
    expect(changes(bodyOf("1", "2", "3"), bodyOf("3", "1", "2"))).toEqual([
      { field: "First target, Q3: place", from: "3", to: "1" },
      { field: "Fallback 1, Q1: place", from: "1", to: "2" },
      { field: "Fallback 2, Q2: place", from: "2", to: "3" },
    ]);
  });

  test("a target between two others moves neither of them", () => {
    expect(changes(bodyOf("1", "3"), bodyOf("1", "2", "3"))).toEqual([
      { field: "Fallback 1", to: "Queue Q2 (2), blind, priority 1" },
    ]);
    expect(changes(bodyOf("1", "2", "3"), bodyOf("1", "3"))).toEqual([
      { field: "Fallback 1", from: "Queue Q2 (2), blind, priority 1" },
    ]);
  });

  test("a target that was exchanged is told from what it was", () => {
    expect(changes(bodyOf("1", "2"), bodyOf("1", "9"))).toEqual([
      { field: "Fallback 1, Q9: target", from: "Queue Q2 (2)", to: "Queue Q9 (9)" },
    ]);
  });

  test("each setting is told in words", () => {
    const before = bodyTo("1");
    const after: PolicyBody = {
      ...bodyTo("1", {
        transferType: "CONSULT",
        callbackNumber: "+493012344711",
        hours: { timeZone: "Europe/Berlin", open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }] },
      }),
      voicemail: { targetType: "NUMBER", targetId: "+14165550123", targetName: "Service" },
      watch: { pollSeconds: 5, timeoutSeconds: 60, unknownMinutes: 20 },
    };
    expect(changes(before, after)).toEqual([
      { field: "First target, Sales DE: type", from: "blind", to: "consult" },
      { field: "First target, Sales DE: callback number", to: "+493012344711" },
      {
        field: "First target, Sales DE: open",
        from: "always",
        to: "Mon to Fri 09:00–17:00 (Europe/Berlin)",
      },
      { field: "Voicemail", from: "Extension 999", to: "Number Service (+14165550123)" },
      { field: "Looked at every", from: "3 s", to: "5 s" },
      { field: "An attempt may take", from: "30 s", to: "60 s" },
      { field: "Unknown is looked after for", from: "10 min", to: "20 min" },
    ]);
  });

  test("nothing is told of two that are equal, and something of any two that differ", () => {
    const ids = fc.array(fc.constantFrom("1", "2", "3", "4"), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const told = changes(bodyOf(...a), bodyOf(...b));
        expect(told.length === 0).toBe(a.join() === b.join());
      }),
    );
  });
});

test("opening hours read as one says them", () => {
  const open = [
    { days: [6, 7], from: "10:00", to: "12:00" },
    { days: [5, 1, 3], from: "22:00", to: "24:00" },
  ];
  expect(hoursInWords({ timeZone: "UTC", open })).toBe(
    "Sat, Sun 10:00–12:00, Mon, Wed, Fri 22:00–24:00 (UTC)",
  );
  expect(hoursInWords(undefined)).toBe("always");
});

describe("the form", () => {
  const sound = () => draftOf(content({ ...bodyTo("4711", { skillId: "12", skillName: "German" }) }));

  test("sends a kept policy back as it was", () => {
    const parsed = policyForm("acd").parse(sound());
    expect(parsed.body).toEqual(bodyTo("4711", { skillId: "12", skillName: "German" }));
  });

  test("leaves out what is empty, and a skill where the target is no queue", () => {
    const draft = sound();
    draft.body.routes = [
      { ...emptyRoute(), targetType: "EXTENSION", targetId: " 77 ", skillId: "12", callbackNumber: " " },
    ];
    const [only] = policyForm("acd").parse(draft).body.routes;
    expect(only).toEqual({
      transferType: "BLIND",
      targetType: "EXTENSION",
      targetId: "77",
      targetName: "",
      priority: 1,
    });
  });

  test("says all that is wrong at once, each at its field", () => {
    const draft = emptyDraft();
    draft.body.routes = [
      { ...emptyRoute(), targetId: "Sales", priority: null, callbackNumber: "030 1234", skillId: "x" },
      { ...emptyRoute(), targetType: "NUMBER", targetId: "999" },
    ];
    const parsed = policyForm("acd").safeParse(draft);
    expect(parsed.error?.issues.map(({ path }) => path.join(".")).sort()).toEqual([
      "body.routes.0.callbackNumber",
      "body.routes.0.priority",
      "body.routes.0.skillId",
      "body.routes.0.targetId",
      "body.routes.1.targetId",
      "body.voicemail.targetId",
      "name",
    ]);
  });

  test("T-12, T-13, P-31 ids of the other dialect and all-zero UUIDs are refused", () => {
    const uuid = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
    const nil = "00000000-0000-0000-0000-000000000000";
    const problems = (targetId: string, skillId: string) => {
      const draft = draftOf(content(bodyTo(targetId, { skillId })));
      return policyForm("v2")
        .safeParse(draft)
        .error?.issues.map(({ path, message }) => `${String(path.at(-1))}: ${message}`);
    };
    expect(problems(uuid, uuid)).toBeUndefined();
    // Any of them, not all.
    expect(problems(uuid, nil)).toEqual([expect.stringMatching(/^skillId: .*all-zero/)]);
    expect(problems(nil, uuid)).toEqual([expect.stringMatching(/^targetId: .*all-zero/)]);
    expect(problems(`{${uuid}}`, uuid)).toEqual([expect.stringMatching(/^targetId: .*without brackets/)]);
    expect(problems("4711", uuid)).toEqual([expect.stringMatching(/^targetId: .*UUID/)]);
    expect(problems(uuid.slice(0, -1), uuid)).toEqual([expect.stringMatching(/^targetId: .*UUID/)]);
  });
});
