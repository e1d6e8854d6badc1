import fc from "fast-check";
import { expect, test } from "vitest";
import { anAccident, aPlan, aPolicy } from "./arbitraries.ts";
import { runThrough } from "./run-through.ts";
import type { PolicyBody } from "./schema.ts";

const MOST_LOOKS = 5_000;

/** Every step held back, issued twice, each time doubted, watched and then looked after for as long as may be. */
function longestMs({ routes, watch }: PolicyBody): number {
  const [timeout, unknown] = [watch.timeoutSeconds, watch.unknownMinutes * 60];
  const settle = Math.max(watch.pollSeconds * 2, 10, timeout) + watch.pollSeconds + 30;
  const accidents = 300;
  return 1_000 * ((routes.length + 1) * (3 * timeout + 2 * settle + 120) + 3 * unknown + accidents);
}

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
