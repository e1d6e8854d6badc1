import * as z from "zod";

/** A line of text that must not be empty; `label` says what is asked for: "the access key ID". */
export const text = (label: string, max = 200) =>
  z
    .string({ error: `Enter ${label}.` })
    .trim()
    .min(1, { error: `Enter ${label}.` })
    .max(max, { error: `At most ${max} characters.` });

/** An address that the server will call. Whether its host may be called is checked on the server. */
export const address = (label: string) =>
  text(label, 300)
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: "Enter an address that starts with https://.",
    })
    .refine((value) => !URL.canParse(value) || new URL(value).username === "", {
      error: "Leave user name and password out of the address.",
    })
    .transform((value) => value.replace(/\/+$/, ""));

/** Empty means keep: a secret never travels to the browser, so the browser cannot send it back. */
export const secret = z
  .string()
  .max(500, { error: "At most 500 characters." })
  .transform((value) => value.trim() || undefined)
  .optional();

/** Until when a secret holds: a day, `never`, or "" when nobody knows yet, which the expiry calendar then flags. */
export const expiry = z.iso
  .date({ error: "Enter a date such as 2027-03-31." })
  .or(z.literal("never"))
  .or(z.literal(""));
export type Expiry = z.infer<typeof expiry>;

const SAY_WHEN = { error: "Choose a date, or say that it does not expire." };
// Said twice: of a text that is no date zod reports the date's own sentence.
export const knownExpiry = z.union([z.iso.date(SAY_WHEN), z.literal("never")], SAY_WHEN);
