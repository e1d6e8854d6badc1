import type { CallState, Dialect, Reading, WriteAnswer } from "#lib/cxone/voice/state.ts";
import type { PolicyBody } from "../../schema.ts";
import type { Action, Heard } from "../../state.ts";
import { NOBODY, sceneOf } from "../mapping.ts";
import type { AttemptScene, Scenario } from "../schema.ts";

const USUAL: AttemptScene = {
  answer: "accepted",
  done: false,
  status: null,
  retryAfterSeconds: null,
  message: "",
  becomes: "connects",
  afterSeconds: 5,
  agent: null,
  looksFail: false,
};
const NOT_SET = { code: "not_set", message: "The scenario says nothing of this target." };

const DONE: WriteAnswer = { result: "accepted", requestId: null, state: null };

/** The last time the call was sent somewhere. */
type Sent = { attempt: AttemptScene; atMs: number; id: string; leg: "apart" | "joined" | "withdrawn" };

/**
 * The contact centre of a scenario. It answers what a real one would, and calls nobody. In `acd` a transfer is a leg that is joined
 * once somebody has taken it, and may be taken back before.
 */
export function mockUpstream(dialect: Dialect, policy: PolicyBody, scenario: Scenario) {
  const answered = new Map<number, number>();
  let sent: Sent | null = null;
  /** How the call stood before the last time it was sent. */
  let before: CallState = "WAITING";
  let requests = 0;

  function perform(action: Action, nowMs: number): Heard {
    switch (action.do) {
      case "check":
        return { heard: "checked", observation: observe(action.step) };
      case "issue":
        return { heard: "issued", answer: issue(action.step, nowMs) };
      case "join":
        if (sent) sent.leg = "joined";
        return { heard: "joined", answer: DONE };
      case "withdraw":
        if (sent) sent.leg = "withdrawn";
        return { heard: "withdrawn", answer: DONE };
      case "read":
        return { heard: "read", reading: read(nowMs) };
      case "collect":
        return { heard: "collected" };
      default:
        return { heard: "due" };
    }
  }

  function observe(step: number) {
    const scene = sceneOf(policy, scenario, step);
    if (scene) return scene.observed;
    const type = policy.routes[step]?.targetType;
    return type === "EXTENSION" || type === "NUMBER" ? NOBODY : { failed: NOT_SET };
  }

  function issue(step: number, nowMs: number): WriteAnswer {
    const turn = answered.get(step) ?? 0;
    answered.set(step, turn + 1);
    const scene = sceneOf(policy, scenario, step);
    const attempt = scene?.attempts[turn] ?? scene?.attempts.at(-1) ?? USUAL;
    if (attempt.answer !== "throttled") {
      before = stateAt(nowMs);
      requests += 1;
      const forced: AttemptScene = { ...attempt, becomes: "fails", afterSeconds: 0 };
      const id = `simulated-${requests}`;
      sent = { attempt: scene?.forceFailure ? forced : attempt, atMs: nowMs, id, leg: "apart" };
    }
    const answer = answerOf(attempt, `simulated-${requests}`);
    const isLeg = dialect === "acd" && answer.result === "accepted";
    return isLeg ? { ...answer, handle: { leg: `simulated-${requests}` } } : answer;
  }

  function stateAt(nowMs: number): CallState {
    if (!sent) return before;
    const { attempt, atMs } = sent;
    const isOver = nowMs >= atMs + attempt.afterSeconds * 1_000;
    if (attempt.becomes === "hangs_up" && isOver) return "DISCONNECTED";
    if (!isDone(attempt)) return before;
    if (sent.leg === "withdrawn") return "FAILED";
    if (attempt.becomes === "connects" && isOver && (dialect === "v2" || sent.leg === "joined"))
      return "CONNECTED";
    if (attempt.becomes === "fails" && isOver) return "FAILED";
    return "IN_TRANSFER";
  }

  function read(nowMs: number): Reading {
    if (sent?.attempt.looksFail)
      return {
        result: "failed",
        code: "upstream",
        message: "The call could not be read.",
        retryAfterMs: null,
      };
    const state = stateAt(nowMs);
    const isShown = sent !== null && isDone(sent.attempt);
    const transfer = !isShown ? "none" : state === "IN_TRANSFER" ? "underway" : "ended";
    const agent = sent?.attempt.agent ?? null;
    const connectedTo = state === "CONNECTED" ? agent : null;
    const transferId = isShown ? (sent?.id ?? null) : null;
    return { result: "read", state, transfer, transferId, connectedTo, join: joinAt(nowMs, state) };
  }

  /** Only a leg that somebody has taken is there to be joined. */
  function joinAt(nowMs: number, state: CallState) {
    if (dialect === "v2" || !sent || state !== "IN_TRANSFER") return "not_needed";
    const { attempt, atMs } = sent;
    const isTaken = attempt.becomes === "connects" && nowMs >= atMs + attempt.afterSeconds * 1_000;
    return isTaken ? "ready" : "wait";
  }

  return { perform, answeredAt: (step: number) => answered.get(step) ?? 0 };
}

const isDone = ({ answer, done, becomes }: AttemptScene) =>
  becomes !== "vanishes" && answer !== "throttled" && (answer === "accepted" || done);

function answerOf(attempt: AttemptScene, requestId: string): WriteAnswer {
  const { answer, status, message, retryAfterSeconds } = attempt;
  const said = (usual: string) => ({ message: message || usual, fix: "" });
  switch (answer) {
    case "accepted":
      return { result: "accepted", requestId, state: "WAITING" };
    case "refused":
      return {
        result: "refused",
        code: "refused",
        status: status ?? 400,
        ...said("the contact centre refuses it."),
      };
    case "throttled": {
      const retryAfterMs = retryAfterSeconds === null ? null : retryAfterSeconds * 1_000;
      return { result: "not_sent", code: "throttled", retryAfterMs, ...said("too many requests.") };
    }
    case "server_error":
      return {
        result: "unclear",
        code: "upstream",
        status: status ?? 500,
        ...said("the contact centre failed."),
      };
    case "lost":
      return { result: "unclear", code: "no_answer", status: null, ...said("the answer was lost.") };
  }
}
