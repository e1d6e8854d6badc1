import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { parseSwitches, switchChoices } from "../../state/switches.ts";
import { setAgentState, settableStates } from "../../telephony/agents.ts";
import { answerCall, findCall, hangUp, newCall } from "../../telephony/calls.ts";
import { nameOf } from "../../telephony/legs.ts";
import { endOutbound } from "../../telephony/outbound.ts";
import { setCampaignActive, setQueueActive, voiceSkills } from "../../telephony/queues.ts";
import { isFree, settle } from "../../telephony/settle.ts";
import { failTransfer, joinLegs } from "../../telephony/transfer.ts";
import { VoiceRefusal } from "../../telephony/voice-refusal.ts";
import { type Html, page, readForm, selectField, textField } from "../page.ts";
import {
  agentsView,
  callDeeds,
  callsView,
  campaignsView,
  floor,
  nameOfCall,
  queuesView,
  timelineView,
  voiceAgents,
  whereIs,
} from "./floor-views.ts";

const path = "Omnichannel Routing > Voice floor";

/** The switches that one wants at hand here. */
const byThemselves = [
  ["voiceAgentsAnswer", "Agents answer"],
  ["voiceLinesAnswer", "Numbers and extensions answer"],
  ["outboundCourse", "Outbound calls"],
] as const;

/** What can be done with a call from the floor; the address ends in the name. */
const callDeedsByName: Record<string, (sandbox: Sandbox, id: string) => unknown> = {
  answer: ({ store }, id) => answerCall(store, id),
  "hang-up": ({ store }, id) => hangUp(store, id),
  fail: ({ store }, id) => failTransfer(store, id),
  complete: ({ store }, id) => joinLegs(store, id),
  busy: ({ store }, id) => endOutbound(store, id, "busy"),
  no_answer: ({ store }, id) => endOutbound(store, id, "no_answer"),
};

/** The floor where a person plays callers, agents and the administrator of both voice dialects. */
export function voiceFloorRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const newCallForm = (): Html => {
    const queues = voiceSkills(store).filter((skill) => skill.isActive);
    const free = voiceAgents(sandbox).filter((agent) => isFree(store, agent.agentId));
    return html`<form class="panel" method="post" action="${floor}/calls"><h2>New call</h2>
${textField({ name: "from", label: "Caller", value: "+4915112345678" })}
${selectField(
  "to",
  "Calls",
  [
    { value: "", label: "The script (nobody yet)" },
    ...queues
      .slice(0, 100)
      .map((skill) => ({ value: `skill:${skill.skillId}`, label: `Queue ${skill.skillName}` })),
    ...free.slice(0, 100).map(({ agentId }) => ({
      value: `agent:${agentId}`,
      label: `${nameOf(store, agentId)}, connected at once`,
    })),
  ],
  "",
)}
<button type="submit" id="new-call">New call</button></form>`;
  };

  const answerForm = (): Html =>
    html`<form class="panel" method="post" action="${floor}/switch"><h2>By themselves</h2>
${byThemselves.map(([name, label]) =>
  selectField(
    name,
    label,
    (switchChoices(name) ?? []).map((value) => ({ value, label: value })),
    store.switches[name],
  ),
)}
<button type="submit" id="save-switches" class="plain">Save</button> <a class="button plain" href="/cxone/console/switches">All switches</a></form>`;

  const floorPage = (c: SandboxContext, more: { error?: string; status?: 400 | 404 | 409 } = {}) => {
    settle(store);
    return page(c, {
      title: "Voice floor",
      path,
      error: more.error ?? null,
      ...(more.status ? { status: more.status } : {}),
      body: html`<div class="desk floor" data-live="${floor}/live"><div>${newCallForm()}${answerForm()}</div>
<div><section class="panel" aria-labelledby="calls-title"><h2 id="calls-title">Calls</h2><div id="calls">${callsView(sandbox)}</div></section>
<section class="panel scroll" aria-labelledby="agents-title" tabindex="0"><h2 id="agents-title">Agents</h2><div id="agents">${agentsView(sandbox)}</div></section>
<section class="panel scroll" aria-labelledby="queues-title" tabindex="0"><h2 id="queues-title">Queues and skills</h2><div id="queues">${queuesView(sandbox)}</div></section>
<section class="panel scroll" aria-labelledby="campaigns-title" tabindex="0"><h2 id="campaigns-title">Campaigns</h2><div id="campaigns">${campaignsView(sandbox)}</div></section></div></div>`,
    });
  };

  /** Does what a button says; what the telephony refuses is said on the floor. */
  const act = (c: SandboxContext, deed: () => unknown, back = floor) => {
    try {
      deed();
      return c.redirect(back, 303);
    } catch (error) {
      if (!(error instanceof VoiceRefusal)) throw error;
      return floorPage(c, { error: error.message, status: error.code === "unknown_call" ? 404 : 409 });
    }
  };

  app.get(floor, (c) => floorPage(c));
  app.get(`${floor}/live`, async (c) => {
    settle(store);
    const parts = {
      calls: String(await callsView(sandbox)),
      agents: String(await agentsView(sandbox)),
      queues: String(await queuesView(sandbox)),
      campaigns: String(await campaignsView(sandbox)),
    };
    return c.json(parts, 200, { "cache-control": "no-store" });
  });

  app.post(`${floor}/calls`, async (c) => {
    const sent = await readForm(c);
    const [kind, id] = (sent.get("to") ?? "").split(":");
    const from = sent.get("from")?.trim() || null;
    const to = kind === "agent" ? { agentId: Number(id) } : kind === "skill" ? { skillId: Number(id) } : {};
    return act(c, () => newCall(store, { from, to: "+4930901800", ...to }));
  });
  app.post(`${floor}/switch`, async (c) => {
    const parsed = parseSwitches(Object.fromEntries(await readForm(c)));
    if (!parsed.ok) return floorPage(c, { error: parsed.reason, status: 400 });
    store.setSetting("switches", { ...store.switches, ...parsed.change });
    return c.redirect(floor, 303);
  });
  app.post(`${floor}/calls/:callId/:deed`, (c) => {
    const deed = callDeedsByName[c.req.param("deed")];
    if (!deed) return c.notFound();
    // A button on the page of a call leads back to it.
    const callId = c.req.param("callId");
    const here = `${floor}/calls/${callId}`;
    const back = c.req.header("referer")?.endsWith(here) ? here : floor;
    return act(c, () => deed(sandbox, callId), back);
  });
  app.post(`${floor}/agents/:agentId/:state`, (c) => {
    const state = settableStates.find((one) => one === c.req.param("state"));
    return state ? act(c, () => setAgentState(store, Number(c.req.param("agentId")), state)) : c.notFound();
  });
  app.post(`${floor}/queues/:skillId/toggle`, (c) => {
    const skill = store.skills.get(c.req.param("skillId"));
    return skill?.mediaTypeId === 4
      ? act(c, () => setQueueActive(store, skill.skillId, !skill.isActive))
      : c.notFound();
  });
  app.post(`${floor}/campaigns/:campaignId/toggle`, (c) => {
    const campaign = store.campaigns.get(c.req.param("campaignId"));
    return campaign
      ? act(c, () => setCampaignActive(store, campaign.campaignId, !campaign.isActive))
      : c.notFound();
  });

  app.get(`${floor}/calls/:callId`, (c) => {
    settle(store);
    const call = findCall(store, c.req.param("callId"));
    if (!call) return c.notFound();
    const here = `${floor}/calls/${call.callId}`;
    return page(c, {
      title: `Call ${nameOfCall(call)}`,
      path,
      body: html`<p><a href="${floor}">All calls</a></p><div data-live="${here}/live"><section class="panel" aria-labelledby="now-title"><h2 id="now-title">Now</h2><div id="now">The customer ${whereIs(sandbox, call)}.<br>${callDeeds(sandbox, call)}</div></section>
<section class="panel" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2><div id="history">${timelineView(sandbox, call)}</div>
<dl><dt>Call id</dt><dd class="id">${call.callId}</dd><dt>Contact</dt><dd class="id">${call.contactId}</dd></dl></section></div>`,
    });
  });
  app.get(`${floor}/calls/:callId/live`, async (c) => {
    settle(store);
    const call = findCall(store, c.req.param("callId"));
    if (!call) return c.notFound();
    const now = String(await html`The customer ${whereIs(sandbox, call)}.<br>${callDeeds(sandbox, call)}`);
    const parts = { now, history: String(await timelineView(sandbox, call)) };
    return c.json(parts, 200, { "cache-control": "no-store" });
  });
}
