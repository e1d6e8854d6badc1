import { expect, test } from "vitest";
import type { Handle } from "../state.ts";
import { dialledOf, fromHandle, toHandle } from "./handle.ts";

test("what is kept between two looks comes back whole, and a handle of another dialect is none", () => {
  const bare = { sessionId: "s1", holderId: 30101, indicator: "", legContactId: null, joined: false };
  const full = { ...bare, indicator: "ReAgent", legContactId: "601", joined: true };
  for (const handle of [bare, full]) expect(fromHandle(toHandle(handle))).toEqual(handle);
  expect(dialledOf(fromHandle(toHandle(full)))).toEqual({
    holderId: 30101,
    indicator: "ReAgent",
    joined: true,
  });
  const others: (Handle | null)[] = [null, { session: "s1" }, { sessionId: "s1", agentId: "Kim" }];
  for (const other of others) expect(fromHandle(other)).toBeNull();
});
