import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { QueueFilter } from "../../state/email-model.ts";
import { listed } from "../listed.ts";
import { page, readForm, selectField, textField } from "../page.ts";
import { acd } from "./frame.ts";

const here = "/cxone/console/routing-queues";
const path = `${acd} > Digital > Routing Queues`;

/** Routing queues, which new work no longer uses, and their filters (M-60, M-61). What is pressed is saved at once. */
export function routingQueuePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const queues = () => store.skills.list().filter((skill) => skill.mediaTypeId === 9 && skill.isActive);
  const queueOf = (c: SandboxContext) =>
    queues().find((skill) => String(skill.skillId) === c.req.param("queueId"));
  const filterOf = (c: SandboxContext) => {
    const filter = store.email.queueFilters.get(c.req.param("filterId") ?? "");
    return filter?.queueId === c.req.param("queueId") ? filter : undefined;
  };
  const conditions = (filter: QueueFilter) => `${here}/${filter.queueId}/filters/${filter.filterId}`;

  app.get(here, (c) => {
    const { rows, controls } = listed(c, queues(), (skill) => skill.skillName);
    return page(c, {
      title: "Routing Queues",
      path,
      body: html`${controls}<div class="panel scroll"><table id="routing-queues"><thead><tr><th>Name</th><th>Filters</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  (
    skill,
  ) => html`<tr data-queue-id="${skill.skillId}"><td>${skill.skillName}</td><td>${store.email.queueFilters.count("queue", String(skill.skillId))}</td>
<td><a href="${here}/${skill.skillId}/filters" aria-label="Filters of ${skill.skillName}">Filters</a></td></tr>`,
)}</tbody></table><p class="soft">Routing has moved to ACD skills: new work uses digital skills.</p></div>`,
    });
  });

  app.get(`${here}/:queueId/filters`, (c) => {
    const queue = queueOf(c);
    if (!queue) return c.notFound();
    const filters = store.email.queueFilters.where("queue", String(queue.skillId));
    return page(c, {
      title: `${queue.skillName}: filters`,
      path,
      body: html`<p><a href="${here}">Routing Queues</a></p><div class="panel scroll"><table id="filters"><thead><tr><th>Filter</th><th>Included channels</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${filters.map(
  (
    filter,
  ) => html`<tr data-filter-id="${filter.filterId}"><td>${filter.name}</td><td>${filter.channelIds === null ? "No condition" : filter.channelIds.map((id) => store.channels.get(id)?.name ?? id).join(", ") || "None"}</td>
<td><a href="${conditions(filter)}" aria-label="Conditions of ${filter.name}">Conditions</a></td></tr>`,
)}</tbody></table></div>
<form class="panel" method="post" action="${here}/${queue.skillId}/filters">${textField({ name: "name", label: "New filter", required: true })}<button type="submit" id="add-filter">Add filter</button></form>`,
    });
  });

  app.post(`${here}/:queueId/filters`, async (c) => {
    const queue = queueOf(c);
    if (!queue) return c.notFound();
    const filterId = String(store.nextNumber("queueFilter", 501));
    const name = (await readForm(c)).get("name")?.trim() || `Filter ${filterId}`;
    store.email.queueFilters.put(filterId, {
      filterId,
      queueId: String(queue.skillId),
      name,
      channelIds: null,
    });
    return c.redirect(`${here}/${queue.skillId}/filters`, 303);
  });

  app.get(`${here}/:queueId/filters/:filterId`, (c) => {
    const filter = filterOf(c);
    if (!filter) return c.notFound();
    const { channelIds } = filter;
    const { rows, controls } = listed(c, store.channels.list(), (channel) => channel.name);
    const deed = (name: "add" | "remove", id: string) =>
      html`<form class="inline" method="post" action="${conditions(filter)}"><button class="plain" type="submit" name="${name}" value="${id}" aria-label="${name === "add" ? "Add" : "Remove"} ${store.channels.get(id)?.name ?? id}">${name === "add" ? "Add" : "Remove"}</button></form>`;
    return page(c, {
      title: `${filter.name}: conditions`,
      path,
      body:
        channelIds === null
          ? html`<form class="panel" method="post" action="${conditions(filter)}"><h2>Add condition</h2>
${selectField("rule", "Type of condition", [{ value: "includedChannels", label: "Included channels rule" }], "")}
<button type="submit" id="create-condition">Create condition for selected type</button></form>`
          : html`<div class="panel"><h2>Selected Channels</h2><ul class="cases" id="selected-channels">${channelIds.map((id) => html`<li data-channel-id="${id}">${store.channels.get(id)?.name ?? id} ${deed("remove", id)}</li>`)}</ul>
${channelIds.length === 0 ? html`<p class="soft">None.</p>` : ""}<a class="button plain" href="${here}/${filter.queueId}/filters">Back</a></div>
${controls}<div class="panel scroll"><table id="channels"><thead><tr><th>Channel</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.filter((channel) => !channelIds.includes(channel.id)).map((channel) => html`<tr data-channel-id="${channel.id}"><td>${channel.name}</td><td>${deed("add", channel.id)}</td></tr>`)}</tbody></table></div>`,
    });
  });

  app.post(`${here}/:queueId/filters/:filterId`, async (c) => {
    const filter = filterOf(c);
    if (!filter) return c.notFound();
    const sent = await readForm(c);
    const channelIds = new Set(filter.channelIds ?? []);
    const added = sent.get("add");
    if (added && store.channels.get(added)) channelIds.add(added);
    channelIds.delete(sent.get("remove") ?? "");
    store.email.queueFilters.update(filter.filterId, { channelIds: [...channelIds] });
    return c.redirect(conditions(filter), 303);
  });
}
