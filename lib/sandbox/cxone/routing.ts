import type { Sandbox } from "../sandbox.ts";
import type { Case, CaseStatus, Channel, Identity, Thread } from "../state/digital-model.ts";
import type { Agent, Skill } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import { scriptOfChannel } from "./find-script.ts";
import { runOnRelease } from "./on-release.ts";
import { sendOutbound } from "./send-outbound.ts";

/** Where a case goes: what filters of routing queues, the Studio script and the default skill of its channel decide. */

const finished: readonly CaseStatus[] = ["closed", "trashed"];

export function isFinished(row: Case): boolean {
  return finished.includes(row.status);
}

export function noteEvent(sandbox: Sandbox, row: Case, text: string): Case {
  const events = [...row.events, { at: sandbox.store.now(), text }].slice(-100);
  return sandbox.store.cases.update(row.id, { events });
}

/** The running case of a thread, or none when the last one is finished. */
export function runningCase(sandbox: Sandbox, thread: Thread): Case | undefined {
  return sandbox.store.cases.where("thread", thread.id).findLast((row) => !isFinished(row));
}

const caseNumbers = ["case", 20_001] as const;

/** The number that the next case will have. */
export function nextCaseNumber(store: Store): number {
  return store.peekNumber(...caseNumbers);
}

/**
 * Opens a case and lets its script run, which queues it at once, or only after the signal Escalate when the switch
 * `escalationRequiresSignal` is on. Without a default skill nobody is offered the case. One that an agent begins is routed by the
 * filters of routing queues whether or not there is a script (M-66).
 */
export function openCase(
  sandbox: Sandbox,
  channel: Channel,
  thread: Thread,
  author: Identity,
  begunBy: "contact" | "agent" = "contact",
): Case {
  const { store } = sandbox;
  const number = store.nextNumber(...caseNumbers);
  const now = store.now();
  const row = store.cases.put(number, {
    id: String(number),
    contactId: String(store.nextNumber("contact", 720_500_400_001)),
    interactionId: crypto.randomUUID(),
    customerId: crypto.randomUUID(),
    channelId: channel.id,
    threadId: thread.id,
    threadExternalId: thread.idOnExternalPlatform,
    status: "new",
    statusUpdatedAt: now,
    createdAt: now,
    skillId: null,
    queuedAt: null,
    signalled: false,
    assigneeAgentId: null,
    lastAssigneeAgentId: null,
    author,
    recipients: [
      {
        idOnExternalPlatform: author.idOnExternalPlatform,
        name: identityName(author),
        isPrimary: true,
        isPrivate: true,
      },
    ],
    customFields: [],
    priority: 0,
    abandon: null,
    events: [],
  });
  const included = begunBy === "agent" ? includingQueue(store, channel.id) : undefined;
  return included ? queueCase(sandbox, row, included.skillId) : startScript(sandbox, channel, row);
}

/** What the script of a channel does with a new case; without a script nothing happens, and nobody is told. */
function startScript(sandbox: Sandbox, channel: Channel, row: Case): Case {
  const { switches } = sandbox.store;
  const script = scriptOfChannel(sandbox, channel);
  if (!script) {
    const missing = channel.studioScript
      ? `Studio has no script ${channel.studioScript}`
      : "The channel has no Studio script";
    if (switches.routingNeedsScript)
      return noteEvent(sandbox, row, `${missing}: nobody is offered this case`);
    return queueCase(sandbox, noteEvent(sandbox, row, missing));
  }
  const started = noteEvent(sandbox, row, `Script ${script.scriptPath} started`);
  const text = switches.scriptMessageBeforeAgent;
  if (text !== "") sendOutbound(sandbox, started, { text, sentBy: "script" });
  if (switches.escalationRequiresSignal)
    return noteEvent(sandbox, started, "Waiting for the signal Escalate");
  return queueCase(sandbox, started);
}

export function identityName(identity: Identity): string {
  const full = [identity.firstName, identity.lastName].filter(Boolean).join(" ");
  return full || identity.nickname || identity.idOnExternalPlatform;
}

/**
 * The routing queue that has the channel in its Included channels rule (M-61). A filter without a condition takes nothing. Which
 * of several wins is written nowhere: here the oldest.
 */
function includingQueue(store: Store, channelId: string): Skill | undefined {
  const filter = store.email.queueFilters.list().find((one) => one.channelIds?.includes(channelId));
  return filter && store.skills.get(Number(filter.queueId));
}

/**
 * Puts a case into the queue of a skill: the one that is named, else the routing queue whose filter includes its channel, else the
 * channel's default skill. A channel without a default skill has nothing routed (M-65): only Search finds the case.
 */
export function queueCase(sandbox: Sandbox, row: Case, skillId?: number): Case {
  const channel = sandbox.store.channels.get(row.channelId);
  const fallback = channel?.defaultSkillId ?? null;
  const included = fallback === null ? undefined : includingQueue(sandbox.store, row.channelId);
  const wanted = skillId ?? included?.skillId ?? fallback;
  const skill = wanted === null ? undefined : sandbox.store.skills.get(wanted);
  if (!skill) return noteEvent(sandbox, row, "No default skill on the channel: nobody is offered this case");
  if (!skill.isActive)
    return noteEvent(sandbox, row, `Skill ${skill.skillName} is not active: nobody is offered this case`);
  sandbox.store.cases.update(row.id, { skillId: skill.skillId, queuedAt: sandbox.store.now() });
  return noteEvent(sandbox, sandbox.store.cases.get(row.id) ?? row, `Queued for skill ${skill.skillName}`);
}

/** Cases that wait for this agent: right skill, digital, nobody has them yet; the longest waiting first. */
export function queueFor(sandbox: Sandbox, agent: Agent): Case[] {
  if (agent.state !== "Available" || !agent.digitalEngagement) return [];
  const skills = new Set(
    sandbox.store.assignments
      .where("agent", String(agent.agentId))
      .filter((assignment) => assignment.isActive)
      .map((assignment) => assignment.skillId),
  );
  return sandbox.store.cases
    .list()
    .filter((row) => row.assigneeAgentId === null && !isFinished(row) && row.queuedAt !== null)
    .filter((row) => row.skillId !== null && skills.has(row.skillId))
    .sort((a, b) => b.priority - a.priority || (a.queuedAt ?? 0) - (b.queuedAt ?? 0));
}

export function assignCase(sandbox: Sandbox, row: Case, agent: Agent): Case {
  sandbox.store.cases.update(row.id, {
    assigneeAgentId: agent.agentId,
    lastAssigneeAgentId: agent.agentId,
    ...(row.status === "new" ? { status: "open" as const, statusUpdatedAt: sandbox.store.now() } : {}),
  });
  return noteEvent(
    sandbox,
    sandbox.store.cases.get(row.id) ?? row,
    `Accepted by ${agent.firstName} ${agent.lastName}`,
  );
}

export type ClosedBy = "agent" | "signal" | "api";

/**
 * Changes the status of a case. Closing by an agent releases the contact, which runs the ONRELEASE part of the
 * channel's script (H-61).
 */
export function setCaseStatus(sandbox: Sandbox, row: Case, status: CaseStatus, by: ClosedBy): Case {
  const wasFinished = isFinished(row);
  const ends = finished.includes(status);
  sandbox.store.cases.update(row.id, {
    status,
    statusUpdatedAt: sandbox.store.now(),
    ...(ends ? { assigneeAgentId: null, queuedAt: null } : {}),
  });
  const changed = noteEvent(sandbox, sandbox.store.cases.get(row.id) ?? row, `Status ${status} (${by})`);
  const releases = by === "agent" || (by === "signal" && sandbox.store.switches.onReleaseAfterSignalEnd);
  if (ends && !wasFinished && releases) runOnRelease(sandbox, changed);
  return changed;
}
