import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Webhook } from "../state/engage-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { objectId } from "./object-id.ts";
import { page } from "./paging.ts";
import { type Call, endpoints, hasRight } from "./rest-api.ts";
import { webhookView } from "./views-setup.ts";
import { everyEvent, specifiedEvents } from "./webhook-events.ts";

const longestSecret = 255;
const printableAscii = /^[\x20-\x7e]*$/;

/** Without manage_api_access_tokens one sees the webhooks of one's own tokens. */
function isVisible(call: Call, row: Webhook): boolean {
  if (hasRight(call, "manage_api_access_tokens")) return true;
  return call.engage.tokens.get(row.tokenId)?.userId === call.user.id;
}

function webhookOf(call: Call): Webhook {
  const row = call.engage.webhooks.get(call.path("id"));
  if (!row || !isVisible(call, row)) throw notFound("Webhook");
  return row;
}

function urlOf(call: Call, own: Webhook | null): string {
  const url = own && !call.params.has("url") ? own.url : call.params.required("url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw unprocessable("url is invalid");
  const tokenId = own?.tokenId ?? call.token.id;
  const taken = call.engage.webhooks.find(
    (row) => row.id !== own?.id && row.tokenId === tokenId && row.url === url,
  );
  if (taken) throw unprocessable("url has already been taken");
  return url;
}

function secretOf(call: Call, own: Webhook | null): string {
  const secret = call.params.text("secret") ?? own?.secret ?? "";
  if (!printableAscii.test(secret)) throw unprocessable("secret must contain only ASCII characters");
  if (secret.length > longestSecret)
    throw unprocessable(`secret is too long (maximum is ${longestSecret} characters)`);
  return secret;
}

function eventsOf(call: Call, own: Webhook | null): string[] {
  const events = call.params.list("registered_events") ?? own?.registeredEvents ?? [];
  if (events.length === 0) throw unprocessable("registered_events can't be blank");
  const { engageWebhookEvents } = call.sandbox.store.switches;
  const takes = engageWebhookEvents === "docs" ? everyEvent : specifiedEvents;
  const unknown = events.find((event) => !takes.includes(event));
  if (unknown !== undefined) throw unprocessable(`registered_events: ${unknown} is not included in the list`);
  return [...new Set(events)];
}

/** Without a name: the host and the token's name (facts/engage.md §3). */
function nameOf(call: Call, own: Webhook | null, url: string): string {
  const tokenName = call.engage.tokens.get(own?.tokenId ?? call.token.id)?.name ?? "";
  return call.params.text("name") || own?.name || `${new URL(url).hostname} ${tokenName}`;
}

/** `/webhooks`: which sources it listens to can only be set in the admin pages, and starts as all of them. */
export function webhookRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put, remove } = endpoints(app, sandbox);
  const view = (row: Webhook) => webhookView(sandbox, row);

  get("/webhooks", (call) => {
    const rows = call.engage.webhooks.list().filter((row) => isVisible(call, row));
    const rank = (row: Webhook) => Number(row.active) * 2 + Number(row.stagingUse);
    return page(
      call.params,
      [...rows].sort((a, b) => rank(b) - rank(a)),
      view,
    );
  });

  get("/webhooks/:id", (call) => view(webhookOf(call)));

  post("/webhooks", (call) => {
    const now = sandbox.store.now();
    const id = objectId(now);
    const url = urlOf(call, null);
    const row: Webhook = {
      id,
      tokenId: call.token.id,
      name: nameOf(call, null, url),
      url,
      verifyToken: call.params.text("verify_token") ?? "",
      secret: secretOf(call, null),
      active: call.params.flag("active") ?? false,
      stagingUse: call.params.flag("staging_use") ?? false,
      registeredEvents: eventsOf(call, null),
      status: "pending",
      sourceStrategy: "all_except",
      sourceIds: [],
      ignoreSsl: false,
      lastError: null,
      createdAt: now,
      updatedAt: now,
    };
    return view(saved(call, row, null));
  });

  put("/webhooks/:id", (call) => {
    const own = webhookOf(call);
    const url = urlOf(call, own);
    const row: Webhook = {
      ...own,
      name: nameOf(call, own, url),
      url,
      verifyToken: call.params.text("verify_token") ?? own.verifyToken,
      secret: secretOf(call, own),
      active: call.params.flag("active") ?? own.active,
      stagingUse: call.params.flag("staging_use") ?? own.stagingUse,
      registeredEvents: eventsOf(call, own),
      updatedAt: sandbox.store.now(),
    };
    return view(saved(call, row, own));
  });

  remove("/webhooks/:id", (call) => {
    const own = webhookOf(call);
    call.engage.webhooks.remove(own.id);
    return view(own);
  });

  /** Keeps it, and has the endpoint validated when it is new, newly active, or elsewhere than before. */
  function saved(call: Call, row: Webhook, before: Webhook | null): Webhook {
    const isToValidate =
      row.active && (!before?.active || before.url !== row.url || before.secret !== row.secret);
    const stored = call.engage.webhooks.put(row.id, isToValidate ? { ...row, status: "pending" } : row);
    if (isToValidate) sandbox.engage.emit("webhookSaved", stored);
    return stored;
  }
}
