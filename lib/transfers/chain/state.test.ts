import { describe, expect, test } from "vitest";
import {
  accepted,
  checked,
  issued,
  notSent,
  policyOf,
  reads,
  refused,
  staffed,
  transferOf,
} from "../scene.ts";

describe("each target begins anew", () => {
  test("with patience of its own, where the one before was held back for all of its time", () => {
    const call = transferOf(policyOf(2)).hears(
      { heard: "started" },
      checked(staffed()),
      issued(notSent(30_000)),
    );
    call.waits().hears(issued(notSent()));
    expect(call.action).toEqual({ do: "check", step: 1 });
    call.hears(checked(staffed()), issued(notSent()));
    expect(call.action).toEqual({ do: "wait", ms: 1_000 });
  });

  test("with looks of its own, where those before it rang for long", () => {
    const call = transferOf(policyOf(3, { pollSeconds: 1, timeoutSeconds: 600 })).hears({ heard: "started" });
    const ringsFor = (looks: number) => {
      call.hears(checked(staffed()), issued(accepted));
      for (let look = 0; look < looks; look++) call.waits().hears(reads("IN_TRANSFER"));
    };
    for (const step of [0, 1]) {
      ringsFor(590);
      call.hears(reads("FAILED"));
      expect(call.action).toEqual({ do: "check", step: step + 1 });
    }
    ringsFor(590);
    expect(call.state).toMatchObject({ phase: "watching", step: 2 });
  });
});

test("voicemail that refuses is not tried again for a person who has cancelled", () => {
  const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed(0)));
  call.hears({ heard: "cancel", by: "Ada" }, issued(refused()));
  expect(call.state).toMatchObject({ outcome: "cancelled", attempts: 1 });
});

test("presence and metrics are asked for again after a crash, also where doubt had gone before", () => {
  const call = transferOf(policyOf(1)).hears({ heard: "started" }, checked(staffed()), issued(accepted));
  while (call.waitedMs < 200_000) call.waits().hears(reads("IN_TRANSFER"));
  call.waits().hears(reads("CONNECTED"), { heard: "resumed" });
  expect(call.action).toEqual({ do: "collect" });
});
