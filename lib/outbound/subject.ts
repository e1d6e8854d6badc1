/** The rows of the due table that stand for calls. */
export const CALLS = "outbound";
/** Says that the list of calls is other than it was. */
export const CALLS_TOPIC = "outbound";
export const callTopic = (id: string) => `outbound:${id}`;
export const subjectOf = (id: string) => `outbound:${id}`;
export const listSubject = (id: string) => `outbound_list:${id}`;
