import * as z from "zod";

const NIL = /^[0-]+$/;

/** A UUID of a contact centre (T-12, T-13, P-12, P-14). Placeholders of zeros stop here: none of them, not all (P-31). */
export const vendorUuid = (what: string) =>
  z.string({ error: `Choose ${what}.` }).transform((text, ctx) => {
    const problem =
      text === ""
        ? `Choose ${what}.`
        : !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
          ? `The id of ${what} is a UUID, such as 3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59, without brackets or blanks.`
          : NIL.test(text)
            ? `This is the all-zero placeholder, not the id of ${what}.`
            : null;
    if (problem === null) return text;
    ctx.issues.push({ code: "custom", message: problem, input: text });
    return z.NEVER;
  });
