import type { SandboxContext } from "../sandbox.ts";
import { readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asText, field } from "../wire/values.ts";
import { acdError, Refusal } from "./error-families.ts";

/** The parameters of one call, whichever way they came. */
export type AcdParams = {
  value(name: string): unknown;
  /** Empty counts as not sent. */
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  /** Refuses as the ACD does when the parameter is missing or no whole number. */
  needInteger(name: string): number;
  needText(name: string): string;
};

/** A refusal in the ACD's family; the description says which parameter is wrong. */
export function badParameter(description: string): Refusal {
  return new Refusal(acdError(400, "invalid_request", description));
}

/**
 * Reads parameters from query or JSON body, without regard to case (facts/cxone.md §0.4): the specification declares them in the query,
 * the vendor's own kit sends them as JSON. The body wins.
 */
export async function readParams(c: SandboxContext): Promise<AcdParams> {
  const body = await readRecord(c);
  const query = c.req.query();
  const value = (name: string) => field(body, name) ?? field(query, name);
  const integer = (name: string) => {
    const sent = value(name);
    if (sent === undefined || sent === null || sent === "") return undefined;
    const number = asInteger(sent);
    if (number === undefined) throw badParameter(`${name} must be an integer`);
    return number;
  };
  const text = (name: string) => asText(value(name))?.trim() || undefined;
  return {
    value,
    text,
    integer,
    boolean: (name) => asBoolean(value(name)),
    needInteger: (name) => {
      const number = integer(name);
      if (number === undefined) throw badParameter(`${name} is required`);
      return number;
    },
    needText: (name) => {
      const sent = text(name);
      if (sent === undefined) throw badParameter(`${name} is required`);
      return sent;
    },
  };
}
