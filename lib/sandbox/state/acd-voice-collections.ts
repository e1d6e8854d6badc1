import type * as model from "./acd-voice-model.ts";
import type { Collection, Indexes } from "./collection.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** Tables of agent sessions and outbound calling; the store keeps them under `store.acdVoice`. */
export function acdVoiceCollections(make: Make) {
  return {
    sessions: make<model.AgentSession>("sessions", { agent: (row) => String(row.agentId) }),
    callLists: make<model.CallList>("callLists"),
    callListRecords: make<model.CallListRecord>("callListRecords", { list: (row) => String(row.listId) }),
    callListJobs: make<model.CallListJob>("callListJobs"),
    callAttempts: make<model.CallAttempt>("callAttempts", { list: (row) => String(row.listId) }),
    dncGroups: make<model.DncGroup>("dncGroups"),
    callbacks: make<model.Callback>("callbacks"),
  };
}
