import { describe, expect, it } from "vitest";
import { createLimiter, limiterFor, REQUESTS_PER_MINUTE } from "./limiter.ts";

/** A clock that only the test moves. */
function manualClock() {
  let at = 0;
  const timers: { at: number; run: () => void }[] = [];
  return {
    now: () => at,
    later: (run: () => void, ms: number) => void timers.push({ at: at + ms, run }),
    /** Runs timers in their order until none is left, and gives the time then. */
    async runOut(): Promise<number> {
      for (;;) {
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        const next = timers.sort((a, b) => a.at - b.at).shift();
        if (!next) return at;
        at = next.at;
        next.run();
      }
    },
  };
}

/** The most moments that fall into any span of this length. */
function densest(moments: readonly number[], spanMs: number): number {
  let first = 0;
  let most = 0;
  moments.forEach((at, index) => {
    while ((moments[first] ?? at) <= at - spanMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

describe("a bulk over 600 agents, two calls each", () => {
  it("all go, none is refused, and no minute has more than the limit, wherever it begins", async () => {
    const clock = manualClock();
    const limiter = createLimiter({ perMinute: REQUESTS_PER_MINUTE, ...clock });
    const gone: number[] = [];
    const all = Array.from({ length: 1_200 }, async () => {
      await limiter.turn({ bulk: true });
      gone.push(clock.now());
    });
    const end = await clock.runOut();
    await Promise.all(all);
    expect(gone).toHaveLength(1_200);
    expect(densest(gone, 60_000)).toBeLessThanOrEqual(REQUESTS_PER_MINUTE);
    // 120 at once, then six in a second.
    expect(end / 1_000).toBeGreaterThan(170);
    expect(end / 1_000).toBeLessThan(185);
  });

  it("lets a visitor's handover go before what is left of the bulk", async () => {
    const clock = manualClock();
    const limiter = createLimiter({ perMinute: 480, ...clock });
    const order: string[] = [];
    const bulk = Array.from({ length: 200 }, () =>
      limiter.turn({ bulk: true }).then(() => order.push("bulk")),
    );
    const handover = limiter.turn().then(() => order.push("handover"));
    await clock.runOut();
    await Promise.all([...bulk, handover]);
    expect(order.indexOf("handover")).toBe(120);
  });
});

describe("a pause", () => {
  it("holds everybody back, and lets them go one by one after it", async () => {
    const clock = manualClock();
    const limiter = createLimiter({ perMinute: 480, ...clock });
    limiter.pause(5_000);
    const gone: number[] = [];
    const both = [1, 2].map(() => limiter.turn().then(() => gone.push(clock.now())));
    await clock.runOut();
    await Promise.all(both);
    expect(gone[0]).toBeGreaterThanOrEqual(5_000);
    expect((gone[1] ?? 0) - (gone[0] ?? 0)).toBeGreaterThanOrEqual(150);
  });

  it("that is shorter than the running one does not end it", async () => {
    const clock = manualClock();
    const limiter = createLimiter({ perMinute: 480, ...clock });
    limiter.pause(5_000);
    limiter.pause(1);
    const turn = limiter.turn();
    expect(await clock.runOut()).toBeGreaterThanOrEqual(5_000);
    await turn;
  });
});

describe("somebody who gives up", () => {
  it("leaves the line, and the next takes the place", async () => {
    const clock = manualClock();
    const limiter = createLimiter({ perMinute: 4, ...clock });
    await limiter.turn();
    const control = new AbortController();
    const given = limiter.turn({ signal: control.signal });
    const next = limiter.turn();
    control.abort(new Error("closed the page"));
    await expect(given).rejects.toThrow("closed the page");
    expect(await clock.runOut()).toBeLessThan(21_000);
    await next;
    await expect(limiter.turn({ signal: control.signal })).rejects.toThrow("closed the page");
  });
});

it("is one for all who call the same account", () => {
  expect(limiterFor("https://a.api.engagement.dimelo.com/1.0")).toBe(
    limiterFor("https://a.api.engagement.dimelo.com/1.0"),
  );
  expect(limiterFor("https://b.api.engagement.dimelo.com/1.0")).not.toBe(
    limiterFor("https://a.api.engagement.dimelo.com/1.0"),
  );
});
