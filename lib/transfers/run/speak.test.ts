import { expect, test } from "vitest";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { policyOf } from "../scene.ts";
import { begin } from "../state.ts";
import type { OpenRun } from "./open-run.ts";
import { createSpeaker, type VoiceFor } from "./speak.ts";

const run: OpenRun = {
  id: "trf_1",
  at: new Date("2026-11-21T08:15:00Z"),
  connectionId: "con_1",
  callId: "910001",
  caller: null,
  policyId: "pol_1",
  policyName: "Sales",
  policyVersion: 1,
  policy: policyOf(1),
  state: begin(),
  timeline: [],
  source: "console",
  note: null,
  conversationId: null,
  actor: { kind: "user", id: "usr_1", name: "Ann", role: "supervisor" },
  actorName: "Ann",
  requestId: "req_1",
  cancelBy: null,
};
const breaks = async (): Promise<never> => {
  throw new Error("A defect of ours.");
};
const speakerOf = (voice: Partial<Voice>, voiceFor: VoiceFor = async () => voice as Voice) =>
  createSpeaker(voiceFor, run);

test.each(["issue", "join", "withdraw"] as const)(
  "a defect while the contact centre is told to %s may come after the deed: it has no clear answer",
  async (deed) => {
    const answer = await speakerOf({ [deed]: breaks })[deed](0, null);
    expect(answer).toMatchObject({ result: "unclear", status: null, message: "A defect of ours." });
  },
);

test("where the connection cannot be opened nothing was sent, and the next time it is opened again", async () => {
  const opened: string[] = [];
  const speaker = speakerOf({}, async (connectionId, { requestId }) => {
    opened.push(`${connectionId} ${requestId}`);
    if (opened.length === 1) throw new Error("The vault is closed.");
    return {
      issue: async () => ({ result: "accepted", requestId: "1", state: null }),
    } as Partial<Voice> as Voice;
  });
  expect(await speaker.issue(0, null)).toMatchObject({ result: "not_sent", message: "The vault is closed." });
  expect(await speaker.issue(0, null)).toMatchObject({ result: "accepted" });
  expect(opened).toEqual(["con_1 req_1", "con_1 req_1"]);
});

test("T-41, T-50, T-51: what cannot be read is an answer, and never ends a transfer", async () => {
  const range = { from: run.at, to: run.at };
  const speaker = speakerOf({ observe: breaks, readCall: breaks, readPresence: breaks, readMetrics: breaks });
  const message = "A defect of ours.";
  expect(await speaker.observe(0)).toEqual({ failed: { code: "unexpected", message } });
  expect(await speaker.read(0, null)).toMatchObject({ result: "failed", message, retryAfterMs: null });
  expect(await speaker.presence("7")).toEqual({ status: "UNKNOWN", since: null, problem: message });
  expect(await speaker.metrics(range)).toEqual({ problem: message });
});
