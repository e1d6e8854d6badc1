import type { Sandbox } from "../sandbox.ts";
import type { Content, Intervention, Task, WebhookEvent } from "../state/engage-conversation-model.ts";
import { isoSeconds, isoSecondsOrNull, objectId } from "./object-id.ts";
import { threadLanguage } from "./thread-facts.ts";
import { shownType } from "./views-setup.ts";

const keptEvents = 20_000;

type Happening = {
  type: string;
  /** The agent who did it, if one did. */
  userId?: string | null;
  sourceId: string | null;
  resource: WebhookEvent["resource"];
};

/**
 * Writes down what happened, for webhooks (the topic `event` of the hub) and for `GET /events`. The rows stay in
 * `store.engage.webhookEvents`, oldest first.
 */
export function emitEvent(sandbox: Sandbox, happening: Happening): WebhookEvent {
  const { engage } = sandbox.store;
  const now = sandbox.store.now();
  const event: WebhookEvent = {
    id: objectId(now),
    type: happening.type,
    userId: happening.userId ?? null,
    issuedAt: now,
    sourceId: happening.sourceId,
    resource: happening.resource,
  };
  engage.webhookEvents.put(event.id, event);
  if (engage.webhookEvents.size > keptEvents) {
    const oldest = engage.webhookEvents.find(() => true);
    if (oldest) engage.webhookEvents.remove(oldest.id);
  }
  sandbox.engage.emit("event", event);
  return event;
}

/** An event about an intervention; `closed_at` is in it as it stands, and null where the vendor's own example has it. */
export function emitIntervention(
  sandbox: Sandbox,
  type: string,
  intervention: Intervention,
  userId: string | null = null,
): WebhookEvent {
  const keys = sandbox.store.engage.customFields
    .list()
    .filter((row) => row.associatedTypeName === "Intervention")
    .map((row) => row.key);
  return emitEvent(sandbox, {
    type: `intervention.${type}`,
    userId,
    sourceId: intervention.sourceId,
    resource: {
      type: "intervention",
      id: intervention.id,
      metadata: {
        custom_field_values: {
          ...Object.fromEntries(keys.map((key) => [key, null])),
          ...intervention.customFields,
        },
        category_ids: intervention.categoryIds,
        closed_at: isoSecondsOrNull(intervention.closedAt),
        deferred_at: isoSecondsOrNull(intervention.deferredAt),
        identity_id: intervention.identityId,
        source_id: intervention.sourceId,
        thread_id: intervention.threadId,
        user_id: intervention.userId,
      },
    },
  });
}

/** An event about a message, with the metadata of the guide and the two fields that only captures show. */
export function emitContent(
  sandbox: Sandbox,
  type: string,
  content: Content,
  userId: string | null = null,
): WebhookEvent {
  const { engage } = sandbox.store;
  const thread = engage.threads.get(content.threadId);
  const answered = content.inReplyToId === null ? undefined : engage.contents.get(content.inReplyToId);
  const sourceType = engage.sources.get(content.sourceId)?.type ?? "";
  return emitEvent(sandbox, {
    type: `content.${type}`,
    userId,
    sourceId: content.sourceId,
    resource: {
      type: `${sourceType}/content`,
      id: content.id,
      metadata: {
        id: content.id,
        approval_required: false,
        author_id: content.authorId,
        body: content.body,
        body_input_format: content.bodyInputFormat,
        category_ids: content.categoryIds,
        created_from: content.createdFrom,
        creator_id: content.creatorId,
        date: isoSeconds(content.createdAt).slice(0, 10),
        first_in_thread: content.firstInThread,
        foreign_categories: content.foreignCategories.length > 0 ? content.foreignCategories : null,
        foreign_id: content.foreignId,
        has_attachment: content.attachments.length > 0,
        intervention_id: content.interventionId,
        language: content.language,
        type: `${sourceType}/content`,
        in_reply_to_author_id: answered?.authorId ?? null,
        in_reply_to_id: content.inReplyToId,
        private: content.privateMessage,
        source_id: content.sourceId,
        source_type: shownType(sandbox, sourceType),
        status: content.status,
        synchronization_status: content.synchronizationStatus,
        thread_id: content.threadId,
        thread_title: thread?.title ?? null,
        capabilities_supported: [],
        context_data: content.contextData,
      },
    },
  });
}

/** An event about a task; `more` holds what only this type carries, such as `action` of a completed one. */
export function emitTask(
  sandbox: Sandbox,
  type: string,
  task: Task,
  more: { userId?: string | null; metadata?: Record<string, unknown> } = {},
): WebhookEvent {
  return emitEvent(sandbox, {
    type: `task.${type}`,
    userId: more.userId ?? null,
    sourceId: task.sourceId,
    resource: {
      type: "task",
      id: task.id,
      metadata: {
        created_at: isoSeconds(task.createdAt),
        channel_id: task.channelId,
        source_id: task.sourceId,
        priority: task.priority,
        content_id: task.contentId,
        intervention_id: task.interventionId,
        agent_ids: task.agentIds,
        identity_id: task.identityId,
        queue: task.queue,
        thread_id: task.threadId,
        language: threadLanguage(sandbox, task.threadId),
        segment_index: 0,
        ...more.metadata,
      },
    },
  });
}
