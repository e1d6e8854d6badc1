import "server-only";
import { FEWEST_DIGITS, HIDDEN, maskNumber, maskNumbers } from "#lib/phone/mapping.ts";
import type { Ctx } from "./ctx.ts";
import { seesNumbers } from "./sees-numbers.ts";

/** The number of a caller as this reader may see it. */
export function shownCaller(ctx: Pick<Ctx, "actor">, caller: string | null): string | null {
  return caller === null || seesNumbers(ctx) ? caller : maskNumber(caller);
}

/** A text about a call, such as a note somebody typed, without the caller's number for those who may not see it. */
export function shownText<Text extends string | null>(
  ctx: Pick<Ctx, "actor">,
  text: Text,
  caller: string | null,
): Text {
  if (text === null || caller === null || seesNumbers(ctx)) return text;
  if (caller.replace(/\D/g, "").length < FEWEST_DIGITS) return text;
  const masked = maskNumber(caller);
  return text.replaceAll(caller, masked).replaceAll(caller.replace(/^\++/, ""), masked) as Text;
}

/** The same of anything that is JSON: a timeline with the facts that were seen. Names of fields and numbers stay as they are. */
export function shownJson<Value>(ctx: Pick<Ctx, "actor">, value: Value, caller: string | null): Value {
  if (caller === null || seesNumbers(ctx)) return value;
  return everyText(value, (text) => shownText(ctx, text, caller)) as Value;
}

/** The same of JSON in which any number may stand anywhere, such as cells of a file whose columns were mixed up. */
export const shownCells = <Value>(ctx: Pick<Ctx, "actor">, value: Value): Value =>
  seesNumbers(ctx) ? value : (everyCell(value) as Value);

function everyCell(value: unknown): unknown {
  if (typeof value === "number") return maskNumbers(String(value)) === String(value) ? value : HIDDEN;
  if (typeof value === "string") return maskNumbers(value);
  if (Array.isArray(value)) return value.map(everyCell);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]) => [maskNumbers(name), everyCell(cell)]),
  );
}

function everyText(value: unknown, shown: (text: string) => string): unknown {
  if (typeof value === "string") return shown(value);
  if (Array.isArray(value)) return value.map((item) => everyText(item, shown));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, everyText(held, shown)]));
}
