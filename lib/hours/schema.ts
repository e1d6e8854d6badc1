import * as z from "zod";

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: "A time of day from 00:00 to 24:00, such as 09:30." });
const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** Times of the week in a time zone, in which a target of a policy is open or a service level counts. */
export const openingHours = z.strictObject({
  timeZone: z.string().refine(isTimeZone, { error: "Choose a time zone such as Europe/Berlin." }),
  open: z
    .array(
      z
        .strictObject({
          /** 1 is Monday, 7 is Sunday. */
          days: z.array(z.int().min(1).max(7)).min(1, { error: "Choose at least one day." }).max(7),
          from: time,
          to: time,
        })
        .refine(({ from, to }) => from < to, {
          path: ["to"],
          error: "The end lies after the beginning; for a night make two entries, to 24:00 and from 00:00.",
        }),
    )
    .min(1, { error: "Give at least one time when it is open." })
    .max(20, { error: "At most 20 entries." }),
});
export type OpeningHours = z.output<typeof openingHours>;
