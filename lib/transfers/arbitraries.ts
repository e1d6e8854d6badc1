import fc from "fast-check";
import type { Accidents } from "./run-through.ts";
import { policyOf } from "./scene.ts";
import type { Plan } from "./upstream-model.ts";

/*
 * Readings lag by up to 2 s and lost writes are carried out up to 3 s late: together less than what a lost write is given
 * to show itself, even where the clock jumps ahead within that time.
 */
const ms = (max: number) => fc.integer({ min: 0, max });
const write = fc.record({
  answer: fc.constantFrom("accepted", "refused", "call_gone", "not_sent", "lost", "lost", "server_error"),
  done: fc.constantFrom("no", "at_once", "late"),
  takesMs: ms(15_000),
  lateMs: ms(3_000),
  retryAfterMs: fc.option(ms(90_000)),
  waitsMs: ms(4_000),
  rings: fc.constantFrom("connects", "fails", "fails", "never", "vanishes"),
  ringsMs: ms(70_000),
});
const deeds = fc.array(fc.constantFrom("accepted", "refused", "not_sent", "done", "not_done"));
const look = fc.record({
  fails: fc.boolean(),
  lagMs: ms(2_000),
  takesMs: ms(2_000),
});
/** What the contact centre does. */
export const aPlan: fc.Arbitrary<Plan> = fc.record({
  writes: fc.array(write, { maxLength: 12, size: "max" }),
  looks: fc.array(look, { maxLength: 40, size: "max" }),
  checks: fc.array(fc.constantFrom("free", "free", "none", "inactive", "failed"), { maxLength: 21 }),
  joins: deeds,
  withdrawals: deeds,
  saysTransfer: fc.boolean(),
  namesTransfer: fc.boolean(),
  isConnectedBefore: fc.boolean(),
  hasLegs: fc.boolean(),
  hangsUpAtMs: fc.option(ms(200_000), { freq: 3 }),
});
/** What happens besides. */
export const anAccident: fc.Arbitrary<Accidents> = fc.record({
  crashes: fc.array(fc.record({ at: ms(60), sent: fc.boolean() }), { maxLength: 4 }),
  cancelAt: fc.option(ms(60), { freq: 3 }),
  strayAt: fc.array(ms(60), { maxLength: 2 }),
  jumpAhead: fc.option(fc.record({ at: ms(60), ms: ms(10_000_000) }), { freq: 2 }),
  jumpsBack: fc.array(fc.record({ at: ms(60), ms: ms(10_000_000) }), { maxLength: 2 }),
});
export const aPolicy = fc
  .record({
    routes: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
      fc.integer({ min: 1, max: 20 }),
    ),
    pollSeconds: fc.constantFrom(1, 3, 3, 10, 60),
    timeoutSeconds: fc.constantFrom(5, 30, 30, 600),
    unknownMinutes: fc.constantFrom(1, 10, 120),
  })
  .map(({ routes, ...watch }) => policyOf(routes, watch));
