export const PREFIX = "handover";

/** Names a handover in set-up, vault, audit and notices. */
export const subjectOf = (providerId: string) => `${PREFIX}:${providerId}`;
export const providerIdOf = (subject: string) => subject.slice(PREFIX.length + 1);
