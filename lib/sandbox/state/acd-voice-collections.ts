import type * as model from "./acd-voice-model.ts";
import type { Collection, Indexes } from "./collection.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** Tables of agent sessions and outbound calling; the store keeps them under `store.acdVoice`. */
export function acdVoiceCollections(make: Make) {
  return {
    sessions: make<model.AgentSession>("sessions", { agent: (row) => String(row.agentId) }),
    callLists: make<model.CallList>("callLists"),
    callListRecords: make<model.CallListRecord>("callListRecords", {
      list: (row) => String(row.listId),
      /** Records that a dialer may still take, by list. */
      open: (row) => (row.finalized === null && row.contactId === null ? String(row.listId) : ""),
      dialled: (row) => (row.finalized === null && row.contactId !== null ? "yes" : "no"),
    }),
    callListJobs: make<model.CallListJob>("callListJobs"),
    callAttempts: make<model.CallAttempt>("callAttempts", {
      list: (row) => String(row.listId),
      record: (row) => String(row.recordId),
    }),
    dncGroups: make<model.DncGroup>("dncGroups"),
    callbacks: make<model.Callback>("callbacks"),
  };
}
