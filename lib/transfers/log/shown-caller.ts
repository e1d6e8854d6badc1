import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { maskNumber } from "#lib/phone/mapping.ts";

/** The number of a caller as this reader may see it. */
export function shownCaller(ctx: Pick<Ctx, "actor">, caller: string | null): string | null {
  return caller === null || seesNumbers(ctx) ? caller : maskNumber(caller);
}

/** Shorter runs of digits could stand for anything. */
const FEWEST_DIGITS = 7;

/** A text about a call, such as a note somebody typed, without the caller's number for those who may not see it. */
export function shownText<Text extends string | null>(
  ctx: Pick<Ctx, "actor">,
  text: Text,
  caller: string | null,
): Text {
  if (text === null || caller === null || seesNumbers(ctx)) return text;
  const digits = caller.replace(/^\+/, "");
  if (digits.length < FEWEST_DIGITS) return text;
  const masked = maskNumber(caller);
  return text.replaceAll(caller, masked).replaceAll(digits, masked) as Text;
}

/** The same of anything that is JSON: a timeline with the facts that were seen. */
export function shownJson<Value>(ctx: Pick<Ctx, "actor">, value: Value, caller: string | null): Value {
  if (caller === null || value === undefined || seesNumbers(ctx)) return value;
  return JSON.parse(shownText(ctx, JSON.stringify(value), caller)) as Value;
}
