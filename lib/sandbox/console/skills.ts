import type { Hono } from "hono";
import { html } from "hono/html";
import { createSkill } from "../cxone/create-skill.ts";
import { mediaTypeName, mediaTypes } from "../cxone/media-types.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { listed } from "./listed.ts";
import { type Html, page, readForm, selectField, textField } from "./page.ts";

const path = "Omnichannel Routing > ACD > ACD Skills";
/** The console fills in what the API wants to be told for an inbound skill. */
const serviceLevel = {
  serviceLevelThreshold: 30,
  serviceLevelGoal: 80,
  enableShortAbandon: false,
  shortAbandonThreshold: 15,
};

/** ACD skills as the console shows and makes them (H-55). */
export function skillPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const form = (
    values: URLSearchParams,
  ): Html => html`<form class="panel" method="post" action="/cxone/console/skills">
${selectField(
  "mediaTypeId",
  "Media Type",
  mediaTypes.map((type) => ({ value: String(type.mediaTypeId), label: type.mediaTypeName })),
  values.get("mediaTypeId") ?? "9",
)}
${textField({ name: "skillName", label: "Skill Name", value: values.get("skillName") ?? "", required: true, help: "2 to 30 characters: letters, digits, - _ . :" })}
${selectField(
  "direction",
  "Inbound/Outbound",
  [
    { value: "inbound", label: "Inbound" },
    { value: "outbound", label: "Outbound" },
  ],
  values.get("direction") ?? "inbound",
)}
${selectField(
  "campaignId",
  "Campaign",
  store.campaigns
    .list()
    .filter((campaign) => campaign.isActive)
    .map((campaign) => ({ value: String(campaign.campaignId), label: campaign.name })),
  values.get("campaignId") ?? "",
)}
<button type="submit" id="create-skill">Create</button> <a class="button plain" href="/cxone/console/skills">Cancel</a></form>`;

  app.get("/cxone/console/skills", (c) => {
    const { rows, controls } = listed(
      c,
      store.skills.list(),
      (skill) => `${skill.skillName} ${skill.skillId}`,
    );
    return page(c, {
      title: "ACD Skills",
      path,
      notice: c.req.query("created") ? `Skill ${c.req.query("created")} is created.` : null,
      body: html`<p><a class="button" id="create-new" href="/cxone/console/skills/new">Create New: Single Skill</a></p>${controls}
<div class="panel scroll"><table id="skills"><thead><tr><th>Skill</th><th>ID</th><th>Media type</th><th>Direction</th><th>Campaign</th><th>Agents</th><th>Status</th></tr></thead><tbody>
${rows.map(
  (
    skill,
  ) => html`<tr data-skill-id="${skill.skillId}"><td>${skill.skillName}</td><td class="id">${skill.skillId}</td><td>${mediaTypeName(skill.mediaTypeId)}</td>
<td>${skill.isOutbound ? "Outbound" : "Inbound"}</td><td>${store.campaigns.get(skill.campaignId)?.name}</td>
<td>${store.assignments.where("skill", String(skill.skillId)).length}</td><td>${skill.isActive ? "Active" : "Inactive"}
<form class="inline" method="post" action="/cxone/console/skills/${skill.skillId}/toggle"><button class="plain" type="submit" aria-label="${skill.isActive ? "Deactivate" : "Activate"} ${skill.skillName}">${skill.isActive ? "Deactivate" : "Activate"}</button></form></td></tr>`,
)}
</tbody></table></div>`,
    });
  });

  app.get("/cxone/console/skills/new", (c) =>
    page(c, { title: "Create a single skill", path, body: form(new URLSearchParams()) }),
  );

  app.post("/cxone/console/skills", async (c) => {
    const sent = await readForm(c);
    const isOutbound = sent.get("direction") === "outbound";
    const result = createSkill(sandbox, {
      mediaTypeId: sent.get("mediaTypeId"),
      skillName: sent.get("skillName"),
      campaignId: sent.get("campaignId"),
      isOutbound,
      ...(isOutbound ? { outboundStrategy: "Personal Connection" } : serviceLevel),
    });
    if (!result.ok)
      return page(c, {
        title: "Create a single skill",
        path,
        error: result.error,
        status: 400,
        body: form(sent),
      });
    return c.redirect(`/cxone/console/skills?created=${encodeURIComponent(result.skill.skillName)}`, 303);
  });

  app.post("/cxone/console/skills/:skillId/toggle", (c) => {
    const skill = store.skills.get(c.req.param("skillId"));
    if (!skill) return c.notFound();
    store.skills.update(skill.skillId, { isActive: !skill.isActive, updatedAt: store.now() });
    return c.redirect("/cxone/console/skills", 303);
  });
}
