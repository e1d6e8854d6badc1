export const REQUEST_STATES = ["not_sent", "sent", "chased", "done", "refused"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const isOpen = (state: RequestState): boolean => state !== "done" && state !== "refused";

/** Where a request may go from where it is. Saving it as it is counts too; what ended may be taken up again. */
const NEXT: Record<RequestState, readonly RequestState[]> = {
  not_sent: ["sent", "done", "refused"],
  sent: ["chased", "done", "refused", "not_sent"],
  chased: ["chased", "done", "refused", "not_sent"],
  done: ["sent", "not_sent"],
  refused: ["sent", "not_sent"],
};

export const mayGo = (from: RequestState, to: RequestState): boolean =>
  from === to || NEXT[from].includes(to);

type Dates = { sentAt: Date | null; chasedAt: Date | null; endedAt: Date | null };

/** The dates of a request after it went to a state. Chasing again moves only that date; taking it up again clears its end. */
export function datesAfter(from: RequestState, to: RequestState, before: Dates, now: Date): Dates {
  // The three alone: a whole row may be given.
  const { sentAt, chasedAt, endedAt } = before;
  const dates = { sentAt, chasedAt, endedAt };
  if (to === "not_sent") return { sentAt: null, chasedAt: null, endedAt: null };
  if (from === to && to !== "chased") return dates;
  if (to === "sent") return { sentAt: now, chasedAt: null, endedAt: null };
  if (to === "chased") return { ...dates, chasedAt: now, endedAt: null };
  return { ...dates, endedAt: now };
}

/** Three working days from now, at the same time of day: when to ask again. */
export function suggestReminder(now: Date): Date {
  const at = new Date(now);
  for (let left = 3; left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1);
    if (at.getUTCDay() % 6 !== 0) left -= 1;
  }
  return at;
}

const toDay = (at: Date) => at.toISOString().slice(0, 10);

/**
 * The moment of a reminder on a day such as 2026-11-24, null for none. Who asks again has answered the old reminder: one
 * whose day has come, and that nobody changed, gives way to the next.
 */
export function reminderOn(
  day: string,
  { keptDay, asksAgain, now }: { keptDay: string; asksAgain: boolean; now: Date },
): Date | null {
  const isAnswered = day === keptDay && day <= toDay(now);
  if (asksAgain && (day === "" || isAnswered)) return suggestReminder(now);
  return day ? new Date(`${day}T08:00:00Z`) : null;
}

/** Whether a reminder lies on a day that is over wherever one is on earth. */
export const isOver = (remindAt: Date, now: Date): boolean =>
  now.getTime() - remindAt.getTime() > 36 * 3_600_000;
