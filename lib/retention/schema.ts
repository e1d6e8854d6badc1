import * as z from "zod";

export const RETENTION_MIN_DAYS = 1;
export const RETENTION_MAX_DAYS = 400;
export const RETENTION_DEFAULT_DAYS = 30;

const days = z
  .int({ error: "Enter a whole number of days." })
  .min(RETENTION_MIN_DAYS, { error: `Keep it for at least ${RETENTION_MIN_DAYS} day.` })
  .max(RETENTION_MAX_DAYS, { error: `Keep it for at most ${RETENTION_MAX_DAYS} days.` });

/** How long the logs are kept, in days. */
export const retentionInput = z.strictObject({
  requestLogDays: days,
  deliveriesDays: days,
  transferDays: days,
  outboundDays: days,
});
export type RetentionInput = z.infer<typeof retentionInput>;

/** The same with the version that the form was opened with. */
export const retentionUpdate = retentionInput.extend({ version: z.int().min(1).max(1_000_000) });
export type RetentionUpdate = z.infer<typeof retentionUpdate>;

export type RetentionView = RetentionInput & {
  version: number;
  /** ISO 8601. */
  updatedAt: string;
  /** When the oldest row of each log is from; null while it is empty. */
  oldestRequestAt: string | null;
  oldestDeliveryAt: string | null;
  oldestTransferAt: string | null;
  oldestOutboundAt: string | null;
};
