import * as z from "zod";

/** How a number is written, in every sentence that says so. Nobody has it. */
export const EXAMPLE = "+15551234567";

/** What is wrong with a number that should be in E.164 form; null when nothing is (P-13, T-15). */
export function problemOfNumber(text: string): string | null {
  if (/[a-z]/i.test(text)) return `A phone number has digits only, after a plus sign: ${EXAMPLE}.`;
  if (/[\s()./-]/.test(text)) return `Leave out blanks, brackets and dashes: ${EXAMPLE}.`;
  if (!text.startsWith("+")) return `Begin with a plus sign and the country code: ${EXAMPLE}.`;
  if (!/^\+\d+$/.test(text)) return `After the plus sign there are digits only: ${EXAMPLE}.`;
  if (text.startsWith("+0"))
    return `No country code begins with 0. Write the number as it is dialled from abroad: ${EXAMPLE}.`;
  const digits = text.length - 1;
  if (digits > 15) return `This number has ${digits} digits; the longest have 15.`;
  if (digits < 7) return `This number has ${digits} digits; the shortest have 7.`;
  return null;
}

/** A phone number in E.164 form, taken as it is: it goes to the contact centre unchanged. */
export const e164 = z.string({ error: "Enter a phone number." }).transform((text, ctx) => {
  const problem = text === "" ? "Enter a phone number." : problemOfNumber(text);
  if (problem === null) return text;
  ctx.issues.push({ code: "custom", message: problem, input: text });
  return z.NEVER;
});
