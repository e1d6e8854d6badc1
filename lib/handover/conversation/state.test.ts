import { describe, expect, test } from "vitest";
import { CONVERSATION_STATES } from "./mapping.ts";
import { afterAgentMessage } from "./state.ts";

const at = (seconds: number) => new Date(seconds * 1_000);

describe("what an agent's message does", () => {
  test.each(CONVERSATION_STATES.map((state) => [state]))("in the state %s", (state) => {
    const open = ["requested", "queued", "agent"].includes(state);
    expect(afterAgentMessage(state, at(10), at(11))).toBe(open ? "agent" : state);
  });

  test("one written before this handover began changes nothing", () => {
    expect(afterAgentMessage("queued", at(10), at(9))).toBe("queued");
    expect(afterAgentMessage("queued", null, at(9))).toBe("agent");
  });
});
