import { createHmac, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { parseBody } from "../wire/read-body.ts";
import { asRecord, asText, isRecord, type JsonRecord } from "../wire/values.ts";
import { botTurn } from "./bot-script.ts";

const toleranceSeconds = 300;
/** Secrets of the bots by id; a bot is only ever made through the control side. */
type Bots = Record<string, string>;

/**
 * Checks `t=<unix>,v1=<hex>` against the raw body: HMAC-SHA256 of `<t>.<body>`. Several v1 may be sent while a secret
 * is changed; one that fits is enough. Gives what is wrong, or null.
 */
function signatureProblem(
  header: string | undefined,
  body: string,
  secret: string,
  now: number,
): string | null {
  if (!header) return "The header x-patchbay-signature is missing";
  const parts = header.split(",").map((part) => part.trim().split("="));
  const sentAt = Number(parts.find(([name]) => name === "t")?.[1]);
  const signatures = parts.flatMap(([name, value]) => (name === "v1" && value ? [value] : []));
  if (!Number.isInteger(sentAt) || signatures.length === 0) return "The signature is not t=<unix>,v1=<hex>";
  if (Math.abs(now / 1000 - sentAt) > toleranceSeconds) return "The signature is older than five minutes";
  const expected = createHmac("sha256", secret).update(`${sentAt}.${body}`).digest();
  const fits = signatures.some((hex) => {
    const sent = Buffer.from(hex, "hex");
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
  return fits ? null : "The signature does not fit the body";
}

/** The words of the user, wherever a sender puts them. */
function textOf(body: JsonRecord): string {
  const message = isRecord(body.message) ? body.message : {};
  return asText(body.text) ?? asText(message.text) ?? asText(body.message) ?? "";
}

/** A bot behind a signed webhook: answers `{messages: [{text}], handover?}`. */
export function webhookBotRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const bots = () => store.setting<Bots>("webhookBots", {});

  app.post("/control/webhook-bot", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const secret = isRecord(body) ? body.secret : undefined;
    if (typeof secret !== "string" || secret === "")
      return c.json({ error: '"secret" is the text that requests to the bot are signed with.' }, 400);
    const id = crypto.randomUUID();
    store.setSetting("webhookBots", { ...bots(), [id]: secret });
    return c.json({ id, url: `${sandbox.baseUrl}/webhook-bot/${id}` }, 201);
  });

  app.post("/webhook-bot/:id", async (c) => {
    const secret = bots()[c.req.param("id")];
    if (secret === undefined) return c.json({ error: "There is no such bot" }, 404);
    const raw = await c.req.text();
    const problem = signatureProblem(c.req.header("x-patchbay-signature"), raw, secret, store.now());
    if (problem) return c.json({ error: problem }, 401);
    const turn = botTurn(textOf(asRecord(parseBody(raw))), store.switches.handoverAttributes);
    const messages = turn.texts.map((text, at) =>
      at === turn.texts.length - 1 && turn.quickReplies.length > 0
        ? { text, quickReplies: turn.quickReplies }
        : { text },
    );
    return c.json({ messages, ...(turn.handover ? { handover: turn.handover } : {}) });
  });
}
