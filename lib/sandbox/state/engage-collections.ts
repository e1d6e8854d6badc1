import type { Collection, Indexes } from "./collection.ts";
import type * as talk from "./engage-conversation-model.ts";
import type * as model from "./engage-model.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** The tables of the simulated Engage; the store keeps them under `store.engage`. */
export function engageCollections(make: Make) {
  return {
    tokens: make<model.ApiToken>("tokens", { token: (row) => row.token }),
    users: make<model.User>("users"),
    roles: make<model.Role>("roles"),
    teams: make<model.Team>("teams"),
    categories: make<model.Category>("categories", { parent: (row) => row.parentId ?? "" }),
    communities: make<model.Community>("communities"),
    sources: make<model.Source>("sources"),
    channels: make<model.Channel>("channels"),
    folders: make<model.Folder>("folders"),
    webhooks: make<model.Webhook>("webhooks"),
    customFields: make<model.CustomField>("customFields"),
    identities: make<talk.Identity>("identities", {
      foreign: (row) => `${row.communityId} ${row.foreignId}`,
    }),
    identityGroups: make<talk.IdentityGroup>("identityGroups"),
    threads: make<talk.Thread>("threads", {
      foreign: (row) => row.foreignId,
      source: (row) => row.sourceId,
    }),
    contents: make<talk.Content>("contents", {
      synchronization: (row) => `${row.sourceId} ${row.synchronizationStatus}`,
      thread: (row) => row.threadId,
      foreign: (row) => `${row.sourceId} ${row.foreignId ?? ""}`,
    }),
    interventions: make<talk.Intervention>("interventions", { thread: (row) => row.threadId }),
    tasks: make<talk.Task>("tasks", { thread: (row) => row.threadId, queue: (row) => row.queue }),
    attachments: make<talk.Attachment>("attachments"),
    webhookEvents: make<talk.WebhookEvent>("webhookEvents"),
    deliveries: make<talk.WebhookDelivery>("deliveries", {
      webhook: (row) => row.webhookId,
      state: (row) => row.state,
    }),
    webhookHealth: make<talk.WebhookHealth>("webhookHealth"),
    pendingImports: make<talk.PendingImport>("pendingImports"),
    auditEvents: make<talk.AuditEvent>("auditEvents"),
  };
}
