import type { Hono } from "hono";
import { html } from "hono/html";
import { assignmentKey } from "../cxone/acd-skill-agents.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { listed } from "./listed.ts";
import { checkField, page, readForm, selectField } from "./page.ts";

const path = "Omnichannel Routing > ACD > ACD Users";

/** ACD users: their skills (H-57), role and whether they may work on digital channels at all. */
export function userPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/console/users", (c) => {
    const { rows, controls } = listed(
      c,
      store.agents.list(),
      (agent) => `${agent.firstName} ${agent.lastName} ${agent.agentId}`,
    );
    return page(c, {
      title: "ACD Users",
      path,
      body: html`${controls}<div class="panel scroll"><table id="users"><thead><tr><th>Name</th><th>Agent ID</th><th>Team</th><th>Role</th><th>Digital</th><th>Skills</th></tr></thead><tbody>
${rows.map(
  (
    agent,
  ) => html`<tr data-agent-id="${agent.agentId}"><td><a href="/cxone/console/users/${agent.agentId}">${agent.firstName} ${agent.lastName}</a>${agent.isActive ? "" : " (deactivated)"}</td>
<td class="id">${agent.agentId}</td><td>${store.teams.get(agent.teamId)?.teamName}</td><td>${store.roles.get(agent.roleId)?.name}</td>
<td>${agent.digitalEngagement ? "On" : "Off"}</td><td>${store.assignments.where("agent", String(agent.agentId)).length}</td></tr>`,
)}
</tbody></table></div>`,
    });
  });

  app.get("/cxone/console/users/:agentId", (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    if (!agent) return c.notFound();
    const held = store.assignments.where("agent", String(agent.agentId));
    const free = store.skills
      .list()
      .filter((skill) => skill.isActive && !held.some((row) => row.skillId === skill.skillId));
    const here = `/cxone/console/users/${agent.agentId}`;
    return page(c, {
      title: `${agent.firstName} ${agent.lastName}`,
      path,
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`<div class="panel"><h2>Skills</h2><ul class="cases" id="agent-skills">
${held.map(
  (
    row,
  ) => html`<li data-skill-id="${row.skillId}">${store.skills.get(row.skillId)?.skillName ?? row.skillId} <span class="soft">proficiency ${row.proficiency}</span>
<form class="inline" method="post" action="${here}/skills/${row.skillId}/remove"><button class="plain" type="submit" aria-label="Remove ${store.skills.get(row.skillId)?.skillName ?? row.skillId}">Remove</button></form></li>`,
)}</ul>
${held.length === 0 ? html`<p class="soft">No skills: this user is offered nothing.</p>` : ""}
<form method="post" action="${here}/skills">${selectField(
        "skillId",
        "Add a skill",
        free.map((skill) => ({ value: String(skill.skillId), label: skill.skillName })),
        "",
      )}
<button type="submit" id="add-skill">Add skill</button></form></div>
<form class="panel" method="post" action="${here}"><h2>General</h2>
${selectField(
  "roleId",
  "Role",
  store.roles.list().map((role) => ({ value: String(role.roleId), label: role.name })),
  String(agent.roleId),
)}
${checkField("digitalEngagement", "Digital engagement", agent.digitalEngagement)}
${checkField("isActive", "Active", agent.isActive)}
<button type="submit" id="save">Save</button></form>`,
    });
  });

  app.post("/cxone/console/users/:agentId", async (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    if (!agent) return c.notFound();
    const sent = await readForm(c);
    const role = store.roles.get(sent.get("roleId") ?? "");
    store.agents.update(agent.agentId, {
      roleId: role?.roleId ?? agent.roleId,
      digitalEngagement: sent.get("digitalEngagement") === "on",
      isActive: sent.get("isActive") === "on",
    });
    return c.redirect(`/cxone/console/users/${agent.agentId}?saved=1`, 303);
  });

  app.post("/cxone/console/users/:agentId/skills", async (c) => {
    const agent = store.agents.get(c.req.param("agentId"));
    const skill = store.skills.get((await readForm(c)).get("skillId") ?? "");
    if (!agent || !skill) return c.notFound();
    const { agentId } = agent;
    const { skillId } = skill;
    store.assignments.put(assignmentKey(skillId, agentId), {
      skillId,
      agentId,
      isActive: true,
      proficiency: 10,
    });
    return c.redirect(`/cxone/console/users/${agentId}?saved=1`, 303);
  });

  app.post("/cxone/console/users/:agentId/skills/:skillId/remove", (c) => {
    store.assignments.remove(assignmentKey(Number(c.req.param("skillId")), Number(c.req.param("agentId"))));
    return c.redirect(`/cxone/console/users/${c.req.param("agentId")}?saved=1`, 303);
  });
}
