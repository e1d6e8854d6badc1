import fc from "fast-check";
import { expect, test } from "vitest";
import { anAccident, aPlan, aPolicy } from "./arbitraries.ts";
import { runThrough } from "./run-through.ts";
import type { PolicyBody } from "./schema.ts";
import type { Plan } from "./upstream-model.ts";

const MOST_LOOKS = 5_000;

/** Every step held back, issued twice, each time doubted, watched and then looked after for as long as may be. */
function longestMs({ routes, watch }: PolicyBody): number {
  const [timeout, unknown] = [watch.timeoutSeconds, watch.unknownMinutes * 60];
  const settle = Math.max(watch.pollSeconds * 2, 10, timeout) + watch.pollSeconds + 30;
  const accidents = 300;
  return 1_000 * ((routes.length + 1) * (3 * timeout + 2 * settle + 120) + 3 * unknown + accidents);
}

test("legs that we join: as long as the contact centre answers, no call ends unknown, and a target has its time and no more", () => {
  const answers = aPlan.map((plan): Plan => {
    const looks = plan.looks.map((look) => ({ ...look, fails: false }));
    const writes = plan.writes.map((write) => ({
      ...write,
      rings: write.rings === "vanishes" ? ("never" as const) : write.rings,
    }));
    return { ...plan, writes, looks, hasLegs: true, saysTransfer: true, joins: [], withdrawals: [] };
  });
  // With time enough to settle what was lost.
  const policies = aPolicy.map(({ watch, ...body }) => {
    const { pollSeconds, unknownMinutes, ...rest } = watch;
    return {
      ...body,
      watch: { ...rest, pollSeconds: Math.min(pollSeconds, 10), unknownMinutes: unknownMinutes + 10 },
    };
  });
  let takenBack = 0;
  fc.assert(
    fc.property(policies, answers, (body, plan) => {
      const { state, events, upstream } = runThrough(body, plan);
      expect(upstream.violations).toEqual([]);
      expect(state.outcome).not.toBe("unknown");
      for (const { step, kind, at } of events) {
        if (kind !== "withdrawn") continue;
        takenBack += 1;
        const next = events.find((event) => event.step > step) ?? events.at(-1);
        // As long as readings may lag.
        expect(Date.parse(next?.at ?? "") - Date.parse(at)).toBeLessThan(30_000);
      }
    }),
    { numRuns: 300 },
  );
  expect(takenBack).toBeGreaterThan(20);
});

test("whatever the contact centre does, the clock, the process and a person: no call is transferred twice at once or forgotten", () => {
  fc.assert(
    fc.property(aPolicy, aPlan, anAccident, (body, upstream, happens) => {
      const run = runThrough(body, upstream, happens);
      const { state, events } = run;
      expect(run.upstream.violations).toEqual([]);
      expect(run.broken).toEqual([]);

      // It ends, with a name for how and a reason where the first target did not get the call.
      expect(state.phase).toBe("done");
      expect(state.outcome).not.toBeNull();
      expect(state.reason === null).toBe(state.outcome === "connected");
      expect(state.unknown).toBe(state.outcome === "unknown");

      // In bounded time, with a bounded number of looks, and no step issued more than twice.
      expect(run.waitedMs).toBeLessThan(longestMs(body));
      expect(run.actions).toBeLessThan(MOST_LOOKS);
      expect(state.attempts).toBeLessThanOrEqual(2 * (body.routes.length + 1));

      // What is said is what happened.
      const has = run.upstream.connectedStep();
      const where = { connected: 0, voicemail: body.routes.length }[state.outcome as string];
      if (where !== undefined) expect(state.step).toBe(where);
      if (["connected", "fallback", "voicemail"].includes(`${state.outcome}`)) expect(has).toBe(state.step);
      if (state.outcome === "disconnected") expect(run.upstream.hungUp()).toBe(true);
      if (state.outcome === "failed" || state.outcome === "cancelled") {
        expect(run.upstream.underway()).toBe(false);
        expect(has).toBeNull();
      }

      // Who had the call before is not taken for whoever got it.
      expect(state.agent?.name ?? "Anna").toBe("Anna");

      // The timeline tells the same story.
      expect(events.at(-1)).toMatchObject({
        kind: "ended",
        step: state.step,
        facts: { outcome: state.outcome },
      });
      expect(events.filter(({ kind }) => kind === "ended")).toHaveLength(1);
      expect(events.at(-1)?.reason).toBe(state.reason?.code);
      expect(events.filter(({ kind }) => kind === "fallback" || kind === "voicemail")).toHaveLength(
        state.step,
      );
      expect(events.map(({ step }) => step)).toEqual(events.map(({ step }) => step).sort((a, b) => a - b));
      expect(events.filter(({ kind }) => kind === "initiated").length).toBeLessThanOrEqual(state.attempts);
      expect(JSON.stringify(events)).not.toMatch(/undefined|NaN|\[object/);
    }),
    { numRuns: 1_200 },
  );
});
