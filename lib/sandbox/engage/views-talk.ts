import type { Sandbox } from "../sandbox.ts";
import type * as talk from "../state/engage-conversation-model.ts";
import type { Stamps, User } from "../state/engage-model.ts";
import { isoSeconds, isoSecondsOrNull } from "./object-id.ts";
import { allCategoryIds, contentsOf, interventionsOf } from "./thread-facts.ts";
import { shownType } from "./views-setup.ts";

/** How the REST API shows conversations (facts/engage.md §1.4). */

function stamps(row: Stamps) {
  return { created_at: isoSeconds(row.createdAt), updated_at: isoSeconds(row.updatedAt) };
}

export function threadView(sandbox: Sandbox, row: talk.Thread) {
  return {
    id: row.id,
    source_id: row.sourceId,
    title: row.title,
    interventions_count: interventionsOf(sandbox, row.id).length,
    contents_count: contentsOf(sandbox, row.id).length,
    closed: row.closed,
    category_ids: allCategoryIds(sandbox, row),
    thread_category_ids: row.threadCategoryIds,
    extra_data: row.extraData,
    foreign_id: row.foreignId,
    last_content_at: isoSeconds(row.lastContentAt),
    ...stamps(row),
  };
}

function attachmentOfContent(row: talk.ContentAttachment) {
  return {
    id: row.id,
    filename: row.filename,
    content_type: row.contentType,
    size: row.size,
    url: row.url,
    created_at: isoSeconds(row.createdAt),
    updated_at: isoSeconds(row.createdAt),
  };
}

const tag = /<[^>]*>/g;

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function contentView(sandbox: Sandbox, row: talk.Content) {
  const { engage } = sandbox.store;
  const type = shownType(sandbox, engage.sources.get(row.sourceId)?.type ?? "");
  const isHtml = row.bodyInputFormat === "html";
  return {
    id: row.id,
    source_id: row.sourceId,
    source_type: type,
    source_url: null,
    thread_id: row.threadId,
    type: `${engage.sources.get(row.sourceId)?.type ?? ""}/content`,
    foreign_id: row.foreignId,
    author_id: row.authorId,
    creator_id: row.creatorId,
    created_from: row.createdFrom,
    private_message: row.privateMessage,
    status: row.status,
    intervention_id: row.interventionId,
    in_reply_to_id: row.inReplyToId,
    in_reply_to_author_id: engage.contents.get(row.inReplyToId ?? "")?.authorId ?? null,
    language: row.language,
    body: row.body,
    body_formatted: {
      text: isHtml ? row.body.replace(tag, "") : row.body,
      html: isHtml ? row.body : `<p>${escapeHtml(row.body)}</p>`,
    },
    body_input_format: row.bodyInputFormat,
    title: row.title,
    attachments: row.attachments.map(attachmentOfContent),
    attachments_count: row.attachments.length,
    category_ids: row.categoryIds,
    context_data: row.contextData,
    foreign_categories: row.foreignCategories,
    first_in_thread: row.firstInThread,
    approval_required: false,
    published: row.published,
    remotely_deleted: row.remotelyDeleted,
    synchronization_status: row.synchronizationStatus,
    synchronization_error: row.synchronizationError,
    auto_submitted: row.autoSubmitted,
    identity_group_id: engage.identities.get(row.authorId)?.identityGroupId ?? null,
    capabilities_supported: [],
    ...stamps(row),
  };
}

const statusWords: Record<string, [opened: string, reopened: string, deferred: string, closed: string]> = {
  en: ["Open", "Reopened", "Deferred", "Closed"],
  fr: ["Ouverte", "Réouverte", "Différée", "Fermée"],
  de: ["Offen", "Wieder geöffnet", "Zurückgestellt", "Geschlossen"],
};

/** In the language of whoever asks, or of the domain: nothing to be keyed on. */
function statusText(sandbox: Sandbox, row: talk.Intervention, reader: User): string {
  const domain = sandbox.store.setting("engageSettings", { locale: "en" }).locale;
  const words = statusWords[(reader.locale ?? domain).slice(0, 2)] ?? statusWords.en;
  const at = row.closed ? 3 : row.deferredAt !== null ? 2 : row.reopened ? 1 : 0;
  return words?.[at] ?? "";
}

export function interventionView(sandbox: Sandbox, row: talk.Intervention, reader: User) {
  const since = (at: number | null) => (at === null ? null : Math.round((at - row.createdAt) / 1000));
  return {
    id: row.id,
    source_id: row.sourceId,
    thread_id: row.threadId,
    content_id: row.contentId,
    identity_id: row.identityId,
    identity_group_id: sandbox.store.engage.identities.get(row.identityId)?.identityGroupId ?? null,
    user_id: row.userId,
    closed: row.closed,
    closed_at: isoSecondsOrNull(row.closedAt),
    deferred_at: isoSecondsOrNull(row.deferredAt),
    status: statusText(sandbox, row, reader),
    category_ids: row.categoryIds,
    custom_fields: row.customFields,
    comments_count: 0,
    user_replies_count: row.userRepliesCount,
    user_reply_in_average: since(row.firstUserReplyAt),
    user_reply_in_average_count: row.userRepliesCount,
    first_user_reply_id: row.firstUserReplyId,
    first_user_reply_in: since(row.firstUserReplyAt),
    first_user_reply_in_bh: since(row.firstUserReplyAt),
    last_user_reply_in: since(row.lastUserReplyAt),
    last_user_reply_in_bh: since(row.lastUserReplyAt),
    ...stamps(row),
  };
}

/** Without anything about "controlled": the REST API does not tell. */
export function identityView(sandbox: Sandbox, row: talk.Identity) {
  const owners = sandbox.store.engage.users.list().filter((user) => user.identityIds.includes(row.id));
  const name = [row.firstname, row.lastname].filter(Boolean).join(" ");
  return {
    id: row.id,
    community_id: row.communityId,
    community_url: null,
    type: row.type,
    foreign_id: row.foreignId,
    uuid: row.uuid,
    screenname: row.screenname,
    display_name: name === "" ? row.screenname : name,
    firstname: row.firstname,
    lastname: row.lastname,
    email: row.email,
    avatar_url: row.avatarUrl,
    company: row.company,
    gender: row.gender,
    home_phone: row.homePhone,
    mobile_phone: row.mobilePhone,
    extra_values: row.extraValues,
    identity_group_id: row.identityGroupId,
    user_ids: owners.map((user) => user.id),
    ...stamps(row),
  };
}

export function identityGroupView(sandbox: Sandbox, row: talk.IdentityGroup) {
  return {
    id: row.id,
    firstname: row.firstname,
    lastname: row.lastname,
    emails: row.emails,
    home_phones: row.homePhones,
    mobile_phones: row.mobilePhones,
    company: row.company,
    gender: row.gender,
    notes: row.notes,
    tag_ids: row.tagIds,
    identity_ids: sandbox.store.engage.identities
      .list()
      .filter((identity) => identity.identityGroupId === row.id)
      .map((identity) => identity.id),
    custom_field_values: row.customFieldValues,
    avatar_url: row.avatarUrl,
    ...stamps(row),
  };
}

/** Neither position nor waiting time: the REST API has none. */
export function taskView(row: talk.Task) {
  return {
    id: row.id,
    content_id: row.contentId,
    intervention_id: row.interventionId,
    thread_id: row.threadId,
    channel_id: row.channelId,
    agent_ids: row.agentIds,
    priority: row.priority,
    step: row.step,
    accepted_at: isoSecondsOrNull(row.acceptedAt),
    completed_at: isoSecondsOrNull(row.completedAt),
    expire_at: isoSecondsOrNull(row.expireAt),
    locked_at: isoSecondsOrNull(row.lockedAt),
    transfered_at: isoSecondsOrNull(row.transferedAt),
    ...stamps(row),
  };
}

export function attachmentView(sandbox: Sandbox, row: talk.Attachment) {
  return {
    id: row.id,
    filename: row.filename,
    content_type: row.contentType,
    size: row.size,
    public: row.isPublic,
    embed: false,
    url: `${sandbox.baseUrl}/engage/attachments/${row.id}/${encodeURIComponent(row.filename)}`,
    ...stamps(row),
  };
}

/** What webhooks were told, as the audit shows it. */
export function toldEventView(row: talk.WebhookEvent) {
  const { metadata, id, type } = row.resource;
  const kind = type.split("/").at(-1);
  return {
    id: row.id,
    name: row.type,
    user_id: row.userId,
    extra_infos: {
      ...(kind === "task" ? { task_id: id } : {}),
      content_id: kind === "content" ? id : (metadata.content_id ?? null),
      intervention_id: kind === "intervention" ? id : (metadata.intervention_id ?? null),
      content_thread_id: metadata.thread_id ?? null,
      content_source_id: metadata.source_id ?? null,
      category_ids: metadata.category_ids ?? [],
    },
    created_at: isoSeconds(row.issuedAt),
    updated_at: isoSeconds(row.issuedAt),
  };
}

export function auditEventView(row: talk.AuditEvent) {
  return { id: row.id, name: row.name, user_id: row.userId, extra_infos: row.extraInfos, ...stamps(row) };
}
