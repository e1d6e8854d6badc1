import { expect, test } from "vitest";
import { agentId, type TestTenant, testTenant } from "../../test-tenant.ts";

const console = "/cxone/console";
const email = `${console}/email`;
const support = encodeURIComponent("in-contact-email_support@acme.example");

const text = async (tenant: TestTenant, path: string) => String((await tenant.raw(path)).body);
/** Submits a form that has to lead somewhere. */
async function press(tenant: TestTenant, path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await tenant.form(path, fields);
  expect([path, answer.status]).toEqual([path, 303]);
  return answer.headers.get("location") ?? "";
}

test("every page of digital email answers and allows no foreign script", async () => {
  const tenant = await testTenant();
  await press(tenant, `${console}/email-templates/new`, { name: "Blue", html: "<script>alert(1)</script>" });
  await press(tenant, `${console}/email-signatures/new`, { name: "Care", plain: "Kind regards" });
  const pages = [
    email,
    `${email}/new`,
    `${email}/domains`,
    `${email}/domains/acme.example`,
    `${email}/advanced`,
    `${email}/channels/${support}`,
    `${console}/email-templates`,
    `${console}/email-templates/301`,
    `${console}/email-signatures`,
    `${console}/email-signatures/401`,
    `${console}/email-signatures/401/users`,
    `${console}/sla`,
    `${console}/sla/global`,
    `${console}/sla/${support}`,
    `${console}/routing-queues`,
    `${console}/routing-queues/4606110/filters`,
    `${console}/business-units/accepted-extensions`,
    `${console}/email-support-tool`,
    "/dns",
  ];
  for (const path of pages) {
    const answer = await tenant.raw(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(String(answer.body)).not.toContain("<script>alert");
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
  }
  expect((await tenant.raw(`${email}/domains/none.example`)).status).toBe(404);
});

test("a domain, its records at the DNS provider, and a channel are made by hand", async () => {
  const tenant = await testTenant();
  expect(await press(tenant, `${email}/domains`, { name: "shop.example" })).toBe(
    `${email}/domains/shop.example`,
  );
  const page = await text(tenant, `${email}/domains/shop.example`);
  const cells = [...page.matchAll(/<code class="copyable" id="record-(name|value)-\d+">([^<]+)</g)].map(
    (found) => found[2] ?? "",
  );
  expect(cells).toHaveLength(10);
  expect(await text(tenant, `${email}/new`)).not.toContain("@shop.example");
  for (const [at, type] of ["TXT", "CNAME", "CNAME", "CNAME", "MX"].entries())
    await press(tenant, "/dns", {
      name: cells[2 * at] ?? "",
      type,
      value: `${type === "MX" ? "10 " : ""}${cells[2 * at + 1]}`,
      ttl: "60",
    });
  expect(await text(tenant, `${email}/domains/shop.example`)).toMatch(
    /id="domain-state"><span class="good">Success/,
  );
  const preview = await tenant.raw(`${email}/point-of-contact?local=help&domain=shop.example`);
  const contact = (preview.body as { "point-of-contact": string })["point-of-contact"];
  await press(tenant, `${email}/new`, {
    local: "help",
    domain: "shop.example",
    name: "Help",
    manualOutbound: "on",
  });
  expect(await text(tenant, email)).toContain(`<td class="id">${contact}</td>`);
  const channels = (await tenant.dfo("GET", "/channels?hasManualOutboundFlow=true")).body as {
    name: string;
  }[];
  expect(channels.map((channel) => channel.name)).toContain("Help");
});

test("the list shows what a press does, not what is", async () => {
  const tenant = await testTenant();
  expect(await text(tenant, email)).toContain('aria-label="Deactivate Outbound flow of Support e-mail"');
  await press(tenant, `${email}/channels/${support}/switch`, { outboundFlow: "false" });
  const page = await text(tenant, email);
  expect(page).toContain('aria-label="Activate Outbound flow of Support e-mail"');
  expect(page).toContain('aria-label="Activate Force TLS of Support e-mail"');
  const [shown] = (await tenant.dfo("GET", `/channels?id[]=${support}`)).body as Record<string, unknown>[];
  expect(shown).toMatchObject({ hasOutboundFlow: false });
});

test("Edit keeps every setting, and says what it does not take", async () => {
  const tenant = await testTenant();
  const tag = (await tenant.dfo("PUT", "/tags", { title: "spam" })).body as { id: number };
  await press(tenant, `${console}/email-templates/new`, { name: "Blue", html: "<p>{{message.body}}</p>" });
  const fields = {
    name: "Support by mail",
    displayName: "Acme Support",
    spamTagId: String(tag.id),
    ticketPosition: "start",
    ticketStyle: "square",
    ticketHidden: "on",
    threading: "ignoreInReplyTo",
    templateId: "301",
    studioScript: "Digital\\Default Digital Script",
    defaultSkillId: "4606107",
  };
  await press(tenant, `${email}/channels/${support}`, fields);
  const { channels } = (await tenant.control("GET", "/email")).body as {
    channels: Record<string, unknown>[];
  };
  expect(channels.find((row) => row.channelId === decodeURIComponent(support))).toMatchObject({
    displayName: "Acme Support",
    spamTagId: tag.id,
    ticketPosition: "start",
    ticketStyle: "square",
    ticketHidden: true,
    threading: "ignoreInReplyTo",
    templateId: "301",
    channel: { name: "Support by mail", defaultSkillId: 4606107, hasManualOutboundFlow: false },
  });
  const refused = await tenant.form(`${email}/channels/${support}`, { ...fields, name: " " });
  expect([refused.status, String(refused.body)]).toEqual([
    400,
    expect.stringContaining("Channel Name: enter a name."),
  ]);
});

test("the preview of a template runs nothing and may fetch nothing", async () => {
  const tenant = await testTenant();
  const answer = await tenant.form(`${console}/email-templates/preview`, {
    html: "<b>Hi</b><script>alert(1)</script>",
  });
  expect([answer.status, answer.body]).toEqual([200, "<b>Hi</b><script>alert(1)</script>"]);
  expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
});

test("adding a user to a signature takes them from the one they had", async () => {
  const tenant = await testTenant();
  const here = `${console}/email-signatures`;
  expect((await tenant.form(`${here}/new`, { name: "Empty" })).status).toBe(400);
  await press(tenant, `${here}/new`, { name: "Care", plain: "Care" });
  await press(tenant, `${here}/new`, { name: "Sales", html: "<b>Sales</b>" });
  await press(tenant, `${here}/401/users`, { add: String(agentId) });
  await press(tenant, `${here}/402/users`, { add: String(agentId) });
  expect(await text(tenant, `${here}/401/users`)).toMatch(
    /Jonas Weber<\/td>\s*<td>[^<]*<\/td>\s*<td>Sales<\/td>/,
  );
  expect((await text(tenant, here)).match(/<td>[01]<\/td>/g)).toEqual(["<td>0</td>", "<td>1</td>"]);
});

test("extensions need their period, and none at all means everything", async () => {
  const tenant = await testTenant();
  const here = `${console}/business-units/accepted-extensions`;
  for (const extension of ["csv", ".", "*.csv", ".c sv"])
    expect([extension, (await tenant.form(here, { extension })).status]).toEqual([extension, 400]);
  await press(tenant, here, { extension: ".CSV" });
  const list = async () =>
    ((await tenant.acd("GET", "/business-unit")).body as { businessUnits: { fileExtensions: string[] }[] })
      .businessUnits[0]?.fileExtensions;
  expect(await list()).toContain("csv");
  for (const extension of (await list()) ?? [])
    await press(tenant, `${here}/remove`, { extension: `.${extension}` });
  expect(await text(tenant, here)).toContain("all attachments are allowed");
});

test("a channel has the global service level until it differs", async () => {
  const tenant = await testTenant();
  const here = `${console}/sla`;
  await press(tenant, `${here}/global`, { "firstResponse-hours": "2", "solution-days": "3" });
  const row = async () =>
    new RegExp(`data-sla-id="${decodeURIComponent(support)}">(.*?)</tr>`, "s").exec(
      await text(tenant, here),
    )?.[1];
  expect(await row()).toMatch(/YES<\/td>\s*<td>0 d 2 h 0 min<\/td>\s*<td>3 d 0 h 0 min/);
  await press(tenant, `${here}/${support}`, { useGlobal: "no", "firstResponse-minutes": "30" });
  expect(await row()).toMatch(/NO, DIFFERENT<\/td>\s*<td>0 d 0 h 30 min/);
});

test("a filter of a routing queue includes channels as they are pressed", async () => {
  const tenant = await testTenant();
  const here = `${console}/routing-queues/4606110/filters`;
  await press(tenant, here, { name: "Mail" });
  await press(tenant, `${here}/501`, { rule: "includedChannels" });
  await press(tenant, `${here}/501`, { add: decodeURIComponent(support) });
  expect(await text(tenant, here)).toMatch(/<td>Mail<\/td>\s*<td>Support e-mail<\/td>/);
  await press(tenant, `${here}/501`, { remove: decodeURIComponent(support) });
  expect(await text(tenant, here)).toMatch(/<td>Mail<\/td>\s*<td>None<\/td>/);
});

test("mail goes to the queue whose filter includes its channel, and to the default skill where none does", async () => {
  const tenant = await testTenant();
  const here = `${console}/routing-queues/4606106/filters`;
  const channelId = decodeURIComponent(support);
  const queueOfNext = async () => {
    const { messages } = (await tenant.control("POST", "/email/receive", {})).body as {
      messages: { contactNumber: string }[];
    };
    const row = await tenant.dfo("GET", `/contacts/${messages[0]?.contactNumber}`);
    return (row.body as { routingQueueId: string | null }).routingQueueId;
  };
  expect(await queueOfNext()).toBe("4606110");
  await press(tenant, here, { name: "Mail" });
  expect(await queueOfNext(), "a filter without a condition").toBe("4606110");
  await press(tenant, `${here}/501`, { rule: "includedChannels" });
  await press(tenant, `${here}/501`, { add: channelId });
  expect(await queueOfNext()).toBe("4606106");
  await tenant.control("POST", "/email/channel", { channelId, defaultSkillId: "" });
  expect(await queueOfNext(), "no default skill (M-65)").toBeNull();
  await tenant.control("POST", "/email/channel", { channelId, defaultSkillId: "4606110" });
  await press(tenant, `${here}/501`, { remove: channelId });
  expect(await queueOfNext()).toBe("4606110");
});

test("an email channel stands in the role matrix with Reply, and whoever lacks it cannot answer", async () => {
  const tenant = await testTenant();
  const matrix = `${console}/roles/3/matrix`;
  expect(await text(tenant, matrix)).toContain('aria-label="Send Replies (Reply) on Support e-mail"');
  await tenant.form(`${console}/users/${agentId}/skills`, { skillId: "4606110" });
  await tenant.form(`${console}/agent/${agentId}/state`, { state: "Available" });
  const arrived = (await tenant.control("POST", "/email/receive", {})).body as {
    messages: { contactNumber: string }[];
  };
  const desk = `${console}/agent/${agentId}/cases/${arrived.messages[0]?.contactNumber}`;
  await tenant.form(`${desk}/accept`);
  const refused = await tenant.form(`${desk}/reply`, { text: "Hello" });
  expect([refused.status, String(refused.body)]).toEqual([
    403,
    expect.stringContaining("permission Send Replies (Reply) on"),
  ]);
  const id = decodeURIComponent(support);
  await tenant.raw(matrix, {
    method: "POST",
    body: new URLSearchParams({ shown: id, [`on ${id}`]: "Send Replies" }),
  });
  expect((await tenant.form(`${desk}/reply`, { text: "Hello" })).status).toBe(303);
  expect(await text(tenant, `${console}/roles/3`)).toMatch(
    /Support e-mail<\/td>\s*<td>Send Replies \(Reply\)<\/td>/,
  );
});
