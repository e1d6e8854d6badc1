import { expect, test } from "vitest";
import {
  buildHandoverScript,
  lintScript,
  releaseUrl,
  repairScript,
  scriptPath,
  waitsForEscalate,
} from "./studio-script.ts";

const providerId = "69f9bba8844ecf15d07954f9";
const url = releaseUrl("https://patchbay.example.com", providerId);
const script = () => buildHandoverScript({ providerId, businessUnitId: 4606137, releaseUrl: url });

test("the script stands in the folder Cognigy under the name that carries the provider id (H-60)", () => {
  expect(scriptPath(providerId)).toBe("Cognigy\\Cognigy Handover Script 69f9bba8844ecf15d07954f9");
  expect(script().header).toMatchObject({ scriptName: scriptPath(providerId), busNo: 4606137, mediaType: 9 });
});

test("it has ESCALATE, END ESCALATION and an ONRELEASE that calls us (H-61)", () => {
  expect(lintScript(script())).toEqual({
    escalate: true,
    endEscalation: true,
    onRelease: true,
    releaseUrl: "https://patchbay.example.com/handover/niceCxOne/69f9bba8844ecf15d07954f9/released",
    speaks: [],
  });
});

test("every branch leads to an action and every action but BEGIN and the events is led to", () => {
  const { actions, branches } = script();
  const targets = (Object.values(branches) as { to: string }[][]).flatMap((list) => list.map(({ to }) => to));
  expect(targets.every((to) => to in actions)).toBe(true);
  const loose = Object.keys(actions).filter((id) => !targets.includes(id));
  expect(loose.map((id) => (actions[id] as { name: string }).name)).toEqual([
    "BEGIN",
    "ONSIGNAL",
    "ONRELEASE",
  ]);
});

test("a lost action is noticed, and a script that speaks is named (H-06)", () => {
  const { actions, ...rest } = script();
  const { 2: _gone, ...others } = actions;
  const talking = { ...others, 9: { name: "SENDMESSAGE", label: "Welcome" } };
  expect(lintScript({ ...rest, actions: talking })).toMatchObject({ escalate: false, speaks: ["9"] });
  expect(repairScript({ ...rest, actions: talking }, url)).toBeNull();
});

test("a new address is put in without losing what people added", () => {
  const mine = script();
  mine.actions["8"] = { name: "EWTESTIMATE", label: "Wait time" };
  const moved = repairScript(mine, "https://new.example.com/released");
  expect(moved && lintScript(moved).releaseUrl).toBe("https://new.example.com/released");
  expect(moved?.actions["8"]).toEqual(mine.actions["8"]);
});

test("a script that requests an agent round ESCALATE is told from one that waits", () => {
  const waiting = script();
  expect(waitsForEscalate(waiting)).toBe(true);
  const hasty = { ...waiting, branches: { ...waiting.branches, "1": [{ to: "3", label: "", type: "" }] } };
  expect(waitsForEscalate(hasty)).toBe(false);
});
