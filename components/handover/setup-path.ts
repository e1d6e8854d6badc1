/** Address of one step of a handover's set-up. */
export const setupPath = (handoverId: string, stepId: string) => `/handovers/${handoverId}/setup/${stepId}`;
