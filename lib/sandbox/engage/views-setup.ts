import type { Sandbox } from "../sandbox.ts";
import * as model from "../state/engage-model.ts";
import { isoSeconds } from "./object-id.ts";

/** How the REST API shows what administrators set up (facts/engage.md §1.4): the fields of the specification. */

function stamps(row: model.Stamps) {
  return { created_at: isoSeconds(row.createdAt), updated_at: isoSeconds(row.updatedAt) };
}

export function categoryView(row: model.Category) {
  return {
    id: row.id,
    name: row.name,
    parent_id: row.parentId,
    color: row.color,
    mandatory: row.mandatory,
    multiple: row.multiple,
    post_qualification: row.postQualification,
    unselectable: row.unselectable,
    source_ids: row.sourceIds,
    ...stamps(row),
  };
}

export function communityView(row: model.Community) {
  return { id: row.id, name: row.name, type: row.type, active: row.active, ...stamps(row) };
}

const colours = ["#f0f0f0", "#3b97d3", "#25b9a6", "#f29c1f", "#955ba5", "#4d4d4d", "#d75a4a", "#7fc241"];

/** What the schema names and this program does not otherwise keep. */
const sourceDefaults = {
  auto_detect_content_language: false,
  content_archiving: false,
  content_archiving_period: 5_184_000,
  content_languages: [],
  default_content_language: "en",
  default_task_priority: 0,
  attachments_security_level: "strict",
  hidden_from_stats: false,
  intervention_messages_boost: 0,
  transferred_tasks_boost: 0,
  signatures: [],
  sla_expired_strategy: "max",
  sla_response: 0,
  sla_threshold: 0,
  time_sheet_ids: [],
  time_for_thread_inclusion: 0,
  time_for_thread_inclusion_enabled: false,
};

/** The name that a source's type has in the REST API. */
export function shownType(sandbox: Sandbox, type: string): string {
  return type === model.sdkType ? sandbox.store.switches.engageSdkSourceType : type;
}

/** Never with Base URI or token: those are in the admin pages only. */
export function sourceView(sandbox: Sandbox, row: model.Source) {
  return {
    ...sourceDefaults,
    ...row.options,
    id: row.id,
    name: row.name,
    active: row.active,
    status: row.status,
    error_message: row.errorMessage,
    type: shownType(sandbox, row.type),
    community_id: row.communityId,
    channel_id: sandbox.store.engage.channels.find((group) => group.sourceIds.includes(row.id))?.id ?? null,
    color: row.color,
    color_hex: colours[row.color] ?? colours[0],
    from_name: row.fromName,
    default_category_ids: row.defaultCategoryIds,
    user_thread_default_category_ids: row.userThreadDefaultCategoryIds,
    ...stamps(row),
  };
}

export function userView(row: model.User) {
  return {
    id: row.id,
    email: row.email,
    firstname: row.firstname,
    lastname: row.lastname,
    nickname: row.nickname,
    gender: row.gender,
    enabled: row.enabled,
    role_id: row.roleId,
    team_ids: row.teamIds,
    category_ids: row.categoryIds,
    identity_ids: row.identityIds,
    external_id: row.externalId,
    rc_user_id: null,
    locale: row.locale,
    timezone: row.timezone,
    spoken_languages: row.spokenLanguages,
    user_capacity_id: null,
    invitation_pending: row.invitationPending,
    no_password: row.noPassword,
    ...stamps(row),
  };
}

export function roleView(row: model.Role) {
  const rights = model.rolePermissions.map((name) => [name, row.permissions.includes(name)]);
  return { id: row.id, label: row.label, ...Object.fromEntries(rights), ...stamps(row) };
}

export function teamView(row: model.Team) {
  return { id: row.id, name: row.name, leader_ids: row.leaderIds, user_ids: row.userIds, ...stamps(row) };
}

export function folderView(row: model.Folder) {
  const restriction = (only: string[] | null) => (only === null ? {} : { only });
  return {
    id: row.id,
    label: row.label,
    parent_id: row.parentId,
    position: row.position,
    query: row.query,
    render_threads_count: row.renderThreadsCount,
    role_restriction: restriction(row.roleRestriction),
    team_restriction: restriction(row.teamRestriction),
    user_restriction: restriction(row.userRestriction),
    user_id: row.userId,
    ...stamps(row),
  };
}

/** Without name and secret, which can be written and never read. */
export function webhookView(sandbox: Sandbox, row: model.Webhook) {
  const token = sandbox.store.engage.tokens.get(row.tokenId);
  return {
    id: row.id,
    active: row.active,
    url: row.url,
    verify_token: row.verifyToken,
    staging_use: row.stagingUse,
    registered_events: row.registeredEvents,
    webhook_status: sandbox.store.switches.engageWebhookStatus === "none" ? null : row.status,
    api_access_token: token ? { id: token.id, ...stamps(token) } : null,
  };
}

export function channelView(row: model.Channel) {
  return {
    id: row.id,
    name: row.name,
    label: row.label,
    source_ids: row.sourceIds,
    soft_capability: row.softCapability,
    hard_capability: row.hardCapability,
    task_timeout_seconds: row.taskTimeoutSeconds,
    agent_sla: row.agentSla,
    agent_sla_threshold: row.agentSlaThreshold,
    task_auto_complete_seconds: row.taskAutoCompleteSeconds,
    auto_complete_category_ids: row.autoCompleteCategoryIds,
    ...stamps(row),
  };
}

export function customFieldView(row: model.CustomField) {
  return {
    id: row.id,
    associated_type_name: row.associatedTypeName,
    label: row.label,
    key: row.key,
    type: row.type,
    multiple: row.multiple,
    position: row.position,
    ...stamps(row),
  };
}
