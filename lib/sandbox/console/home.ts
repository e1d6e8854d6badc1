import type { Hono } from "hono";
import { html } from "hono/html";
import { cognigyEndpoint } from "../bots/cognigy.ts";
import { v2BaseUrl } from "../cxone-v2/v2-credentials.ts";
import { engageCredentials } from "../engage/credentials.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { systems } from "../wire/faults.ts";
import { microsoftAddresses, microsoftPart } from "./microsoft/home-part.ts";
import { type Frame, type Html, page } from "./page.ts";
import { script, styleSheet } from "./style.ts";

const sandboxFrame: Frame = {
  product: "Sandbox",
  links: [
    ["/cxone/console", "CXone"],
    ["/engage/admin", "RingCentral Engage"],
    ["/microsoft/entra", "Microsoft"],
    ["/mailbox", "Mailboxes"],
  ],
  note: "Simulated vendors for tests: no real customers.",
};

const sections: { title: string; tiles: [href: string, name: string, about: string][] }[] = [
  {
    title: "Omnichannel Routing > ACD",
    tiles: [
      [
        "/cxone/console/byoc",
        "Bring Your Own Channel",
        "Integrations with a middleware: five URLs, client id and secret",
      ],
      [
        "/cxone/console/points-of-contact",
        "Points of Contact Digital",
        "Channels, their default skill and Studio script",
      ],
      ["/cxone/console/email", "CXone Email", "Email domains, channels, Advanced Settings with OAuth"],
      ["/cxone/console/email-templates", "Templates", "HTML around outbound mail"],
      [
        "/cxone/console/email-signatures",
        "Automatic Signatures",
        "Texts under agents' mail, one for each user",
      ],
      ["/cxone/console/sla", "SLA", "First Response Time and Solution Time, global or of one channel"],
      ["/cxone/console/routing-queues", "Routing Queues", "Filters with their included channels"],
      ["/cxone/console/skills", "ACD Skills", "Queues of every media type"],
      ["/cxone/console/users", "ACD Users", "Who holds which skill, digital engagement"],
      ["/cxone/console/roles", "Roles", "Assigned channels and what a role may do there"],
      ["/cxone/console/business-units", "Business Units", "The Unit Number, accepted extensions"],
    ],
  },
  {
    title: "Omnichannel Routing",
    tiles: [
      ["/cxone/console/studio", "Studio", "Scripts in their folders, with source"],
      ["/cxone/console/agent", "Agent", "The agent desk: queue, conversations, replies"],
      ["/cxone/voice-floor", "Voice floor", "Calls, queues, campaigns and agents of the telephony"],
    ],
  },
  {
    title: "General > Admin",
    tiles: [
      ["/cxone/console/profile", "My Profile", "The Tenant ID"],
      ["/cxone/console/employees", "Employees", "Profiles with access keys under Security"],
      ["/cxone/console/api-clients", "API clients", "Client id and secret that NICE would send by e-mail"],
    ],
  },
  {
    title: "Only in the sandbox",
    tiles: [
      [
        "/cxone/console/email-support-tool",
        "Email Support Tool",
        "What only the account representative can do: SMTP configurations, MAILFROM",
      ],
      ["/dns", "Your DNS provider", "Records that the sandbox's name server answers"],
      ["/cxone/console/switches", "Switches", "What the public facts leave open"],
      ["/cxone/console/wire", "Wire", "The last calls in both directions"],
    ],
  },
];

function tiles(): Html[] {
  return sections.map(
    (section) =>
      html`<h2>${section.title}</h2><ul class="tiles">${section.tiles.map(
        ([href, name, about]) => html`<li class="tile"><a href="${href}">${name}</a><p>${about}</p></li>`,
      )}</ul>`,
  );
}

/** The front page of the sandbox, the hub of the simulated CXone and its two static files. */
export function homeRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.get("/cxone/console/style.css", (c) =>
    c.body(styleSheet, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/cxone/console/script.js", (c) =>
    c.body(script, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );

  app.get("/cxone/console/pictures/:file{[0-9]+\\.svg}", (c) => {
    const agent = sandbox.store.agents.get(c.req.param("file").replace(".svg", ""));
    if (!agent) return c.notFound();
    const initials = `${agent.firstName[0] ?? ""}${agent.lastName[0] ?? ""}`;
    const hue = (agent.agentId * 67) % 360;
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="${initials}"><rect width="64" height="64" fill="hsl(${hue} 45% 35%)"/><text x="32" y="41" font-family="sans-serif" font-size="26" text-anchor="middle" fill="#fff">${initials}</text></svg>`;
    return c.body(picture, 200, { "content-type": "image/svg+xml", "x-content-type-options": "nosniff" });
  });

  app.get("/", (c) => {
    const engage = engageCredentials(sandbox);
    return page(c, {
      title: "The sandbox",
      frame: sandboxFrame,
      body: html`<div class="panel">
<p>This program plays the vendors that a handover needs, so that everything can be tried without an account anywhere.
It speaks their APIs, calls back as they do, and has plain pages where a person does what has no API.</p>
<p><a class="button" href="/cxone/console">Open the simulated CXone</a> <a class="button plain" href="/cxone/console/agent">Open its agent desk</a> <a class="button plain" href="/cxone/voice-floor">Open its voice floor</a></p>
<p><a class="button" href="/engage/admin">Open the simulated RingCentral Engage</a> <a class="button plain" href="/engage/desk">Open its agent desk</a></p>
<h2>RingCentral Engage</h2>
<p>Engage is told of a bot's conversations by its realtime endpoint, calls the Base URI of its source with what agents write,
and tells webhooks of what happens. Pages under <a href="/engage/admin">Admin</a> are for what only its interface can do:
API access tokens, sources, the source filter of a webhook, controlled identities. Agents answer under <a href="/engage/desk">Desks</a>.
Everything that public material leaves open is a <a href="/cxone/console/switches">switch</a>.</p>
<h2>Digital email</h2>
<p>Domains are verified by what stands at <a href="/dns">your DNS provider</a>, whose name server is <code>${sandbox.dnsServer}</code>;
channels, templates, signatures and SLA are pages of <a href="/cxone/console/email">CXone Email</a>, and what only the account representative can do
is in the <a href="/cxone/console/email-support-tool">Email Support Tool</a>.</p>
${microsoftPart()}
<h2>For programs</h2>
<dl>
<dt>Credentials</dt><dd><a href="/credentials.json">/credentials.json</a></dd>
<dt>CXone issuer</dt><dd><code>${sandbox.baseUrl}/cxone</code></dd>
<dt>CXone ACD API</dt><dd><code>${sandbox.baseUrl}/cxone/acd/inContactAPI/services/v33.0</code></dd>
<dt>CXone digital API</dt><dd><code>${sandbox.baseUrl}/cxone/dfo-host/dfo/3.0</code></dd>
<dt>CXone voice and outbound, dialect v2</dt><dd><code>${v2BaseUrl(sandbox)}</code> (client credentials at <code>/api/v2/oauth/token</code> and <code>/oauth/token</code>)</dd>
<dt>Engage REST API</dt><dd><code>${engage.apiBaseUrl}/1.0</code></dd>
<dt>Engage pages</dt><dd><code>${engage.uiBaseUrl}</code></dd>
<dt>Engage realtime</dt><dd><code>${engage.realtimeUrl}</code></dd>
<dt>Engage: an agent acts</dt><dd>POST <code>/control/engage/agent</code> <code>{"action": "reply", "threadForeignId": "…", "text": "…"}</code> (take, close, cancel, defer, reopen, ignore, transfer, categorise, type, delete)</dd>
<dt>Engage: webhooks</dt><dd><a href="/control/engage/webhooks">/control/engage/webhooks</a> (POST <code>{"duplicate": 2, "shuffle": true, "hold": true}</code>, <code>{"release": true}</code>, <code>{"repeat": 100}</code>; also batch, omit, closedAt, retrySeconds, disableAfter, suspendPercent)</dd>
<dt>Engage: source</dt><dd>POST <code>/control/engage/sync</code>, <code>/control/engage/queue</code> <code>{"threadForeignId": "…", "position": 2, "estimatedWaitTime": 60}</code>, <code>/control/engage/call</code> <code>{"action": "messages.show", "params": {"id": "…"}}</code></dd>
<dt>Engage: set-up by hand</dt><dd>POST <code>/control/engage/set-up</code> <code>{"taskMode": false, "source": {"baseUri": "…"}, "webhook": {"url": "…", "sourceStrategy": "none_except"}, "agents": […], "identities": […]}</code></dd>
<dt>Engage: imports at once</dt><dd>POST <code>/control/engage/flush</code></dd>
<dt>Engage: many rows</dt><dd>POST <code>/control/engage/populate</code> <code>{"agents": 1000, "categories": 200}</code></dd>
<dt>Engage: a thread</dt><dd>GET <code>/control/engage/threads/{foreign id}</code></dd>
${microsoftAddresses(sandbox)}
<dt>Cognigy endpoint</dt><dd><code id="cognigy-endpoint">${cognigyEndpoint(sandbox)}</code> (write "human" to be handed over; "buttons", "silent")</dd>
<dt>Webhook bot</dt><dd>POST <code>/control/webhook-bot</code> <code>{"secret": "…"}</code> gives its address</dd>
<dt>Voice: callers and agents act</dt><dd><a href="/control/voice">/control/voice</a>; POST <code>/control/voice/call</code> <code>{"queueId": "Sales_DE", "from": "+4930…"}</code> or <code>{"agentId": 30108}</code>,
<code>/answer</code>, <code>/hang-up</code>, <code>/hold</code>, <code>/resume</code>, <code>/complete</code>, <code>/fail</code> <code>{"callId": "…"}</code>, <code>/agent</code> <code>{"agentId": 30108, "state": "Available"}</code>,
<code>/queue</code>, <code>/campaign</code> <code>{"queueId": "Sales_DE", "active": false}</code>, <code>/outbound</code> <code>{"agentId": 30108, "phoneNumber": "+49…"}</code>, <code>{"callId": "…", "result": "busy"}</code></dd>
<dt>Voice: client of dialect v2</dt><dd>POST <code>/control/voice/client</code> <code>{"scopes": ["cxone"], "permissions": [], "active": false}</code></dd>
<dt>Voice: many calls</dt><dd>POST <code>/control/voice/populate</code> <code>{"queues": 100, "agents": 1000, "calls": 5000, "withAgents": true}</code></dd>
<dt>Name server</dt><dd><code id="dns-server">${sandbox.dnsServer}</code> (UDP and TCP); <a href="/control/dns">/control/dns</a>, POST <code>{"name": "_amazonses.shop.example", "type": "TXT", "value": "…"}</code>, DELETE <code>?name=&amp;type=</code>;
faults of the system <code>dns</code> take the type as method and the name as path: <code>"body": "SERVFAIL"</code>, <code>"drop": "before"</code>, <code>"delayMs"</code>, <code>"truncate": true</code></dd>
<dt>Digital email by hand</dt><dd><a href="/control/email">/control/email</a>; POST <code>/control/email/domain</code> <code>{"name": "shop.example", "publish": true}</code> (<code>state</code>, <code>restart</code>, <code>mailFrom</code>),
<code>/control/email/channel</code> <code>{"from": "help@shop.example", "name": "Help", "manualOutbound": true, "forceTls": false}</code>, <code>/control/email/receive</code> <code>{"to": "support@acme.example", "subject": "…", "text": "…"}</code>,
<code>/smtp</code> <code>{"domain": "…", "authorized": true, "enabled": true}</code>, <code>/template</code>, <code>/signature</code> <code>{"name": "…", "html": "…", "agentIds": [30103]}</code>, <code>/sla</code>, <code>/extensions</code> <code>{"extensions": [".png"]}</code>, <code>/bounced</code>, <code>/remove-channel</code></dd>
<dt>Recorded calls</dt><dd><a href="/control/requests">/control/requests</a></dd>
<dt>Faults</dt><dd><a href="/control/faults">/control/faults</a> (POST to add, DELETE to clear all or <code>/control/faults/{id}</code> one; <code>"times": -1</code> lasts; systems: ${systems.join(", ")})</dd>
<dt>Everything down</dt><dd>POST <code>/control/faults</code> <code>{"system": "cxone", "times": -1, "status": 500}</code>, or <code>"drop": "before"</code></dd>
<dt>Many rows</dt><dd>POST <code>/control/populate</code> <code>{"skills": 10000, "agents": 10000, "campaigns": 100, "channels": 100}</code></dd>
<dt>One row of a batch fails</dt><dd>POST <code>/control/skill-agents</code> <code>{"failFor": [30103]}</code></dd>
<dt>Clock</dt><dd><a href="/control/clock">/control/clock</a> (POST <code>{"advanceSeconds": 3600}</code>)</dd>
<dt>Switches</dt><dd><a href="/control/switches">/control/switches</a></dd>
<dt>Reset</dt><dd>POST <code>/control/reset</code>, or only a part of it: <code>{"only": "faults"}</code>, <code>{"only": "requests"}</code></dd>
</dl></div>`,
    });
  });

  app.get("/cxone/console", (c) =>
    page(c, {
      title: `${sandbox.store.tenant.tenantName}: all pages`,
      body: html`<p>Signed in as Avery Quinn, Administrator.</p>${tiles()}`,
    }),
  );
}
