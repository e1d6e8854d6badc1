/** In audit and attestations. */
export const queueObject = (connectionId: string, queueId: string) =>
  `email-queue:${connectionId}:${queueId}`;
