import { html } from "hono/html";
import type { Sandbox } from "../../sandbox.ts";
import type { Agent } from "../../state/model.ts";
import type { Call } from "../../state/voice-model.ts";
import { liveCalls } from "../../telephony/calls.ts";
import { legOf, legsOf, nameOf, openTransfer } from "../../telephony/legs.ts";
import { outboundState } from "../../telephony/outbound.ts";
import { campaignsOfQueue, isQueue, kindOfCampaign, voiceSkills, waitingIn } from "../../telephony/queues.ts";
import { nameOfTarget } from "../../telephony/transfer.ts";
import { clock, type Html } from "../page.ts";

/** The parts of the voice floor that renew themselves. Each list shows its first rows and says how many there are. */

export const floor = "/cxone/voice-floor";
const shown = 50;

const stateWords = {
  ivr: "talks to the script",
  waiting: "waits in the queue",
  dialling: "is being dialled",
  ringing: "rings",
  active: "is connected",
  held: "is on hold",
  parked: "is on the line with nobody",
  ended: "has ended",
} as const;

function deed(address: string, name: string, about: string, plain = true): Html {
  return html`<form class="inline" method="post" action="${floor}/${address}"><button type="submit" class="${plain ? "plain" : ""}" aria-label="${name} ${about}">${name}</button></form> `;
}

export function nameOfCall(call: Call): string {
  return (call.direction === "outbound" ? call.to : call.from) ?? `call ${call.contactId}`;
}

/** Where the customer of a call is, in one line that begins with a verb. */
export function whereIs({ store }: Sandbox, call: Call): string {
  const caller = legOf(store, call.contactId);
  const transfer = openTransfer(call);
  // Handed over blindly: what the customer hears is the dialled leg.
  const leg = transfer?.isJoined ? legOf(store, transfer.contactId) : caller;
  if (call.outbound && caller.state !== "active" && caller.state !== "ended") {
    const verb = outboundState(store, call) === "ringing" ? "is rung" : "is being dialled";
    return `${verb} for ${nameOf(store, call.outbound.agentId)}`;
  }
  const who = leg.agentId === null ? leg.number : nameOf(store, leg.agentId);
  const skill = leg.skillId === null ? null : (store.skills.get(leg.skillId)?.skillName ?? null);
  const rest = [skill, who ? `with ${who}` : null].filter((part) => part !== null).join(", ");
  return rest === "" ? stateWords[leg.state] : `${stateWords[leg.state]}: ${rest}`;
}

function transferLine({ store }: Sandbox, call: Call): Html {
  const last = call.transfers.at(-1);
  if (!last) return html``;
  const colour = last.state === "CONNECTED" ? "good" : last.endedAt === null ? "wait" : "bad";
  return html`<span class="meta ${colour}">${last.transferType} to ${nameOfTarget(store, last.target)}: ${last.state}${last.reason ? ` (${last.reason})` : ""}</span>`;
}

/** What a person can do with a call as it stands. */
export function callDeeds({ store }: Sandbox, call: Call): Html {
  if (call.endedAt !== null) return html``;
  const about = nameOfCall(call);
  const at = (what: string) => `calls/${call.callId}/${what}`;
  const legs = legsOf(store, call.callId);
  const transfer = openTransfer(call);
  const target = transfer && legs.find((leg) => leg.contactId === transfer.contactId);
  const isOutbound = call.outbound && call.outbound.result === null && legs[0]?.state === "ringing";
  return html`${legs.some((leg) => leg.state === "ringing") ? deed(at("answer"), "Answer", about, false) : ""}
${transfer && !transfer.isJoined && target?.state === "active" ? deed(at("complete"), "Complete transfer", about, false) : ""}
${transfer ? deed(at("fail"), "Fail transfer", about) : ""}
${isOutbound ? html`${deed(at("busy"), "Busy", about)}${deed(at("no_answer"), "No answer", about)}` : ""}
${deed(at("hang-up"), "Hang up", about)}`;
}

export function callsView(sandbox: Sandbox): Html {
  const calls = liveCalls(sandbox.store);
  const ended = sandbox.store.voice.calls.where("live", "no").slice(-5).reverse();
  const row = (call: Call) =>
    html`<li data-call-id="${call.callId}"><a href="${floor}/calls/${call.callId}">${nameOfCall(call)}</a> ${whereIs(sandbox, call)}
<span class="meta">${call.direction}, since ${clock(call.startedAt)}, call <code>${call.callId}</code>, contact ${call.contactId}</span>${transferLine(sandbox, call)}${callDeeds(sandbox, call)}</li>`;
  return html`${calls.length === 0 ? html`<p class="soft">Nobody is on the line.</p>` : ""}
<ul class="cases">${calls.slice(0, shown).map(row)}</ul>
${calls.length > shown ? html`<p class="soft">The first ${shown} of ${calls.length} calls.</p>` : ""}
${ended.length > 0 ? html`<h3>Ended last</h3><ul class="cases">${ended.map(row)}</ul>` : ""}`;
}

export function queuesView({ store }: Sandbox): Html {
  const skills = voiceSkills(store);
  return html`<table><thead><tr><th>Queue</th><th>Waiting</th><th>Available</th><th>Campaigns</th><th>Status</th></tr></thead><tbody>
${skills.slice(0, shown).map((skill) => {
  const held = store.assignments.where("skill", String(skill.skillId)).filter((row) => row.isActive);
  const free = held.filter((row) => store.agents.get(row.agentId)?.state === "Available").length;
  const campaigns = campaignsOfQueue(store, skill).map(({ name, isActive }) =>
    isActive ? name : `${name} (inactive)`,
  );
  const kind = store.voice.queues.get(skill.skillId)?.isVoicemail
    ? "voicemail"
    : isQueue(store, skill)
      ? "queue"
      : "skill only";
  return html`<tr data-skill-id="${skill.skillId}"><td>${skill.skillName} <span class="meta">${kind}, ${skill.skillId}</span></td><td>${waitingIn(store, skill.skillId)}</td>
<td>${free} of ${held.length}</td><td>${campaigns.length === 0 ? html`<span class="bad">None</span>` : campaigns.join(", ")}</td>
<td>${skill.isActive ? html`<span class="good">Active</span>` : html`<span class="bad">Inactive</span>`} ${deed(`queues/${skill.skillId}/toggle`, skill.isActive ? "Deactivate" : "Activate", skill.skillName)}</td></tr>`;
})}</tbody></table>${skills.length > shown ? html`<p class="soft">The first ${shown} of ${skills.length}.</p>` : ""}`;
}

export function campaignsView({ store }: Sandbox): Html {
  const campaigns = store.campaigns.list();
  return html`<table><thead><tr><th>Campaign</th><th>Type</th><th>Personal Connection</th><th>Status</th></tr></thead><tbody>
${campaigns.slice(0, shown).map((campaign) => {
  const { type, personalConnection } = kindOfCampaign(store, campaign.campaignId);
  return html`<tr data-campaign-id="${campaign.campaignId}"><td>${campaign.name}</td><td>${type === "OUTBOUND" ? "Outbound" : "Inbound"}</td><td>${personalConnection ? "Yes" : "No"}</td>
<td>${campaign.isActive ? html`<span class="good">Active</span>` : html`<span class="bad">Inactive</span>`} ${deed(`campaigns/${campaign.campaignId}/toggle`, campaign.isActive ? "Deactivate" : "Activate", campaign.name)}</td></tr>`;
})}</tbody></table>${campaigns.length > shown ? html`<p class="soft">The first ${shown} of ${campaigns.length}.</p>` : ""}`;
}

/** Agents who hold a phone skill. */
export function voiceAgents({ store }: Sandbox): Agent[] {
  const phone = new Set(store.skills.list().flatMap((row) => (row.mediaTypeId === 4 ? [row.skillId] : [])));
  return store.agents
    .list()
    .filter(
      (agent) =>
        agent.isActive &&
        store.assignments.where("agent", String(agent.agentId)).some((row) => phone.has(row.skillId)),
    );
}

export function agentsView(sandbox: Sandbox): Html {
  const { store } = sandbox;
  const agents = voiceAgents(sandbox);
  return html`<table><thead><tr><th>Agent</th><th>State</th><th>Skills</th><th>Set to</th></tr></thead><tbody>
${agents.slice(0, shown).map((agent) => {
  const name = nameOf(store, agent.agentId);
  const skills = store.assignments.where("agent", String(agent.agentId)).flatMap((row) => {
    const skill = row.isActive ? store.skills.get(row.skillId) : undefined;
    return skill?.mediaTypeId === 4 ? [skill.skillName] : [];
  });
  const legs = store.voice.legs.where("agent", String(agent.agentId));
  const colour = agent.state === "Available" ? "good" : legs.length > 0 ? "wait" : "soft";
  const set = (state: string) =>
    agent.state === state
      ? ""
      : deed(`agents/${agent.agentId}/${state}`, state === "LoggedOut" ? "Log out" : state, name);
  return html`<tr data-agent-id="${agent.agentId}"><td>${name} <span class="meta">${agent.agentId}</span></td>
<td><span class="${colour}">${agent.state}</span>${agent.stateAfterCall ? html`<span class="meta">then ${agent.stateAfterCall}</span>` : ""}</td>
<td>${skills.join(", ")}</td><td>${set("Available")}${set("Unavailable")}${set("LoggedOut")}</td></tr>`;
})}</tbody></table>${agents.length > shown ? html`<p class="soft">The first ${shown} of ${agents.length}.</p>` : ""}`;
}

export function timelineView({ store }: Sandbox, call: Call): Html {
  return html`<ol class="cases" id="timeline">${call.history.map(
    (line) =>
      html`<li>${clock(line.at)} ${line.text} <span class="meta">${line.state}, contact ${line.contactId}${line.skillId === null ? "" : `, ${store.skills.get(line.skillId)?.skillName}`}</span></li>`,
  )}</ol>`;
}
