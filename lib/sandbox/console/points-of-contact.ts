import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { listed } from "./listed.ts";
import { page, readForm, selectField } from "./page.ts";

const path = "Omnichannel Routing > ACD > Digital > Points of Contact Digital";

/** Channels, with the default skill and script that no public API can set (facts/cxone.md §3.1). */
export function pointOfContactRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const skillName = (id: number | null) =>
    id === null ? null : (store.skills.get(id)?.skillName ?? `Skill ${id}`);

  app.get("/cxone/console/points-of-contact", (c) => {
    const { rows, controls } = listed(c, store.channels.list(), (channel) => channel.name);
    return page(c, {
      title: "Points of Contact Digital",
      path,
      notice: c.req.query("back") ? "You are back from the middleware." : null,
      body: html`<h2>Your Channels</h2><p><a href="/cxone/console/email-templates">Templates</a> - <a href="/cxone/console/email-signatures">Automatic Signatures</a></p>
${controls}<div class="panel scroll"><table id="channels"><thead><tr><th>Name</th><th>Type</th><th>Default skill</th><th>Script</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  (
    channel,
  ) => html`<tr data-channel-id="${channel.id}"><td><a href="/cxone/console/points-of-contact/${encodeURIComponent(channel.id)}">${channel.name}</a></td>
<td>${store.integrations.get(channel.channelIntegrationId)?.name ?? channel.realExternalPlatformId}</td>
<td>${skillName(channel.defaultSkillId) ?? html`<span class="bad">None: cases wait unseen</span>`}</td>
<td>${channel.studioScript ?? html`<span class="bad">None</span>`}</td>
<td><a href="/cxone/console/points-of-contact/${encodeURIComponent(channel.id)}">Edit</a></td></tr>`,
)}
</tbody></table></div>
<h2>Add a channel</h2>
<ul class="tiles"><li class="tile"><a href="/cxone/console/email">CXone Email</a><p>Email domains and channels</p></li>${store.integrations
        .list()
        .map(
          (row) =>
            html`<li class="tile"><a href="/cxone/console/byoc/${row.integrationId}/add" rel="noreferrer">${row.name}</a><p>Bring your own channel: opens its Add action URL</p></li>`,
        )}</ul>
${store.integrations.size === 0 ? html`<p class="soft">A tile appears here for every integration under <a href="/cxone/console/byoc">Bring Your Own Channel</a>.</p>` : ""}`,
    });
  });

  app.get("/cxone/console/points-of-contact/:channelId", (c) => {
    const channel = store.channels.get(c.req.param("channelId"));
    if (!channel) return c.notFound();
    const here = `/cxone/console/points-of-contact/${encodeURIComponent(channel.id)}`;
    if (store.email.channels.get(channel.id))
      return c.redirect(`/cxone/console/email/channels/${encodeURIComponent(channel.id)}`, 302);
    const skills = store.skills.list().filter((skill) => skill.mediaTypeId === 9 && skill.isActive);
    const scripts = store.scripts
      .list()
      .filter((script) => script.status === "CURR" && script.mediaType !== 4);
    const isOwn = store.integrations.get(channel.channelIntegrationId) !== undefined;
    return page(c, {
      title: channel.name,
      path,
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`<form class="panel" method="post" action="${here}">
<h2>Skills</h2>
${selectField(
  "defaultSkillId",
  "Select default skill",
  [
    { value: "", label: "None" },
    ...skills.map((skill) => ({ value: String(skill.skillId), label: skill.skillName })),
  ],
  String(channel.defaultSkillId ?? ""),
)}
<h2>Script</h2>
${selectField(
  "studioScript",
  "Studio script",
  [
    { value: "", label: "None" },
    ...scripts.map((script) => ({ value: script.scriptPath, label: script.scriptPath })),
    ...(channel.studioScript && !scripts.some((script) => script.scriptPath === channel.studioScript)
      ? [{ value: channel.studioScript, label: `${channel.studioScript} (as set by API)` }]
      : []),
  ],
  channel.studioScript ?? "",
)}
<button type="submit" id="save">Save</button></form>
<div class="panel"><h2>General</h2><dl><dt>Channel ID</dt><dd class="id">${channel.id}</dd><dt>Id on external platform</dt><dd class="id">${channel.idOnExternalPlatform}</dd>
<dt>Integration ID</dt><dd class="id">${channel.channelIntegrationId}</dd><dt>Messaging</dt><dd>${channel.isPrivate ? "Private" : "Public"}${channel.hasTreeStructure ? ", with threads" : ""}</dd></dl>
${isOwn ? html`<a class="button plain" href="${here}/reconnect" rel="noreferrer">Reconnect</a> <a class="button plain" href="${here}/remove" rel="noreferrer">Remove</a>` : ""}</div>`,
    });
  });

  app.post("/cxone/console/points-of-contact/:channelId", async (c) => {
    const channel = store.channels.get(c.req.param("channelId"));
    if (!channel) return c.notFound();
    const sent = await readForm(c);
    const { defaultSkillId, studioScript } = channel;
    store.channels.update(channel.id, {
      defaultSkillId: sent.has("defaultSkillId")
        ? (store.skills.get(sent.get("defaultSkillId") ?? "")?.skillId ?? null)
        : defaultSkillId,
      studioScript: sent.has("studioScript") ? sent.get("studioScript") || null : studioScript,
      updatedAt: store.now(),
    });
    return c.redirect(`/cxone/console/points-of-contact/${encodeURIComponent(channel.id)}?saved=1`, 303);
  });
}
