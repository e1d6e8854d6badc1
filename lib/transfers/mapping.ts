/** T-14: without a priority it is this. */
export const DEFAULT_PRIORITY = 1;

/** T-31. Here and not beside the schema, so that a form may begin with them without loading the rules. */
export const DEFAULT_WATCH = { pollSeconds: 3, timeoutSeconds: 30, unknownMinutes: 10 } as const;
