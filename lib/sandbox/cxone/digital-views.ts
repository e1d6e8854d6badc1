import { derivedFlags } from "../email/channels.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Case, Channel, Message } from "../state/digital-model.ts";
import type { Agent } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import type { JsonRecord } from "../wire/values.ts";

/** How rows look in the digital 3.0 API (facts/cxone.md §3.1, §3.4, §3.5). */

/** Times come in two precisions: whole seconds in `createdAt`, milliseconds where the name says so. */
function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}

/** The fields of the object that only email channels have; that they are there at all is inferred (facts/cxone.md §6). */
const emailFlag = /^(has|is|content)/;

export function channelView({ store }: { store: Store }, channel: Channel): JsonRecord {
  const isEmail = store.email.channels.get(channel.id) !== undefined;
  const hidesFlags = isEmail && !store.switches.emailChannelShowsFlags;
  const options = Object.entries({
    ...channel.options,
    ...(isEmail ? derivedFlags(store, channel) : {}),
  }).filter(([name]) => !hidesFlags || !emailFlag.test(name));
  return {
    ...Object.fromEntries(options),
    id: channel.id,
    idOnExternalPlatform: channel.idOnExternalPlatform,
    realExternalPlatformId: channel.realExternalPlatformId,
    name: channel.name,
    channelIntegrationId: channel.channelIntegrationId,
    isPrivate: channel.isPrivate,
    hasTreeStructure: channel.hasTreeStructure,
    mediaType: channel.isPrivate ? "digital" : "social",
    ...(channel.studioScript === null ? {} : { studioScript: channel.studioScript }),
    ...(channel.defaultSkillId === null ? {} : { defaultSkillId: channel.defaultSkillId }),
  };
}

/** The picture of an agent, drawn by the console so that it loads without a network. */
function pictureOf(sandbox: Sandbox, agent: Agent): string {
  return `${sandbox.baseUrl}/cxone/console/pictures/${agent.agentId}.svg`;
}

export function userView(sandbox: Sandbox, agent: Agent): JsonRecord {
  return {
    id: agent.digitalUserId,
    incontactId: agent.userId,
    emailAddress: agent.emailAddress,
    loginUsername: agent.userName,
    firstName: agent.firstName,
    surname: agent.lastName,
    nickname: agent.nickname,
    imageUrl: pictureOf(sandbox, agent),
    isBotUser: false,
    isSurveyUser: false,
  };
}

/** The author of a reply as the integration box is told (inferred: switch `replyIncludesAgent`). */
export function authorUserView(sandbox: Sandbox, agent: Agent): JsonRecord {
  const { digitalUserId: id, firstName, lastName: surname, nickname } = agent;
  return { id, firstName, surname, nickname, imageUrl: pictureOf(sandbox, agent) };
}

export function caseView(sandbox: Sandbox, row: Case): JsonRecord {
  const assignee = row.assigneeAgentId === null ? undefined : sandbox.store.agents.get(row.assigneeAgentId);
  const owner =
    row.lastAssigneeAgentId === null ? undefined : sandbox.store.agents.get(row.lastAssigneeAgentId);
  return {
    id: row.id,
    contactId: row.contactId,
    customerContactId: row.customerId,
    interactionId: row.interactionId,
    channelId: row.channelId,
    direction: "inbound",
    status: row.status,
    statusUpdatedAt: seconds(row.statusUpdatedAt),
    createdAt: seconds(row.createdAt),
    threadId: row.threadId,
    threadIdOnExternalPlatform: row.threadExternalId,
    routingQueueId: row.skillId === null ? null : String(row.skillId),
    routingQueuePriority: row.priority,
    inboxAssigneeUser: assignee ? userView(sandbox, assignee) : null,
    ownerAssigneeUser: owner ? userView(sandbox, owner) : null,
    authorEndUserIdentity: row.author,
    recipients: row.recipients,
    customFields: row.customFields,
    detailUrl: `${sandbox.baseUrl}/cxone/console/agent/cases/${row.id}`,
    abandon: row.abandon,
  };
}

export function messageView(sandbox: Sandbox, message: Message): JsonRecord {
  const agent = message.agentId === null ? undefined : sandbox.store.agents.get(message.agentId);
  const channel = sandbox.store.channels.get(message.channelId);
  const thread = sandbox.store.threads.get(message.threadId);
  return {
    id: message.id,
    idOnExternalPlatform: message.idOnExternalPlatform ?? "",
    direction: message.direction,
    createdAt: seconds(message.createdAt),
    createdAtWithMilliseconds: new Date(message.createdAt).toISOString(),
    channel: { id: message.channelId },
    ...(channel ? { replyChannel: channelView(sandbox, channel) } : {}),
    contactNumber: message.caseId,
    threadId: message.threadId,
    threadIdOnExternalPlatform: thread?.idOnExternalPlatform ?? "",
    title: message.title ?? "",
    messageContent: message.messageContent,
    attachments: message.attachments,
    recipients: message.recipients,
    ...(message.author ? { authorEndUserIdentity: message.author } : {}),
    ...(agent ? { authorUser: userView(sandbox, agent) } : {}),
    ...(message.replyToMessage ? { replyToMessage: message.replyToMessage } : {}),
    isReplyAllowed: true,
    isDeletedOnExternalPlatform: false,
    url: message.url ?? "",
    sentiment: "neutral",
    reactionStatistics: { likes: 0, shares: 0, isLikedByChannel: false, isSharedByChannel: false },
    tags: message.tagIds.flatMap((id) => sandbox.store.tags.get(id) ?? []),
    customerStatistics:
      message.customerStatus?.status === "seen" ? { seenAt: message.customerStatus.updatedAt } : {},
    userStatistics: {},
  };
}
