import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { parseBody } from "../wire/read-body.ts";
import { asRecord, asText, type JsonRecord } from "../wire/values.ts";
import { type BotTurn, botTurn } from "./bot-script.ts";

/** Where the simulated Cognigy listens; the token in the address is all that guards it, as in the real product. */
export function cognigyEndpoint(sandbox: Sandbox): string {
  return `${sandbox.baseUrl}/cognigy/${sandbox.store.setting("cognigyUrlToken", "")}`;
}

type StackItem = {
  text: string | null;
  data: JsonRecord;
  traceId: string;
  disableSensitiveLogging: boolean;
  source: "bot";
};

/**
 * How a Handover node shows itself over a REST endpoint is published nowhere, hence the switch `cognigyHandover`:
 * `flag` gives `data.handover: true` with `data.customAttributes`, `nested` gives `data._cognigy._handover`.
 */
function handoverData(sandbox: Sandbox, attributes: unknown): JsonRecord {
  return sandbox.store.switches.cognigyHandover === "flag"
    ? { handover: true, customAttributes: attributes }
    : { _cognigy: { _handover: { customAttributes: attributes } } };
}

function outputStack(sandbox: Sandbox, turn: BotTurn): StackItem[] {
  const item = (text: string | null, data: JsonRecord): StackItem => ({
    text,
    data,
    traceId: `endpoint-realtimeClient-${crypto.randomUUID()}`,
    disableSensitiveLogging: false,
    source: "bot",
  });
  const items = turn.texts.map((text, at) => {
    const isLast = at === turn.texts.length - 1;
    if (!isLast || turn.quickReplies.length === 0) return item(text, {});
    const quickReplies = turn.quickReplies.map((title) => ({
      contentType: "postback",
      payload: title,
      title,
    }));
    return item(null, {
      _cognigy: { _default: { _quickReplies: { type: "quick_replies", text, quickReplies } } },
    });
  });
  if (turn.handover) items.push(item(null, handoverData(sandbox, turn.handover.attributes)));
  return items;
}

/** A Cognigy REST endpoint: one message of the user in, the stack of the bot's outputs back. */
export function cognigyRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const refuse = (status: number, detail: string) =>
    Response.json({ type: "about:blank", title: "Request refused", status, detail }, { status });

  app.post("/cognigy/:urlToken", async (c) => {
    if (c.req.param("urlToken") !== store.setting("cognigyUrlToken", ""))
      return refuse(404, "No such endpoint");
    const body = asRecord(parseBody(await c.req.text()));
    const [userId, sessionId] = [asText(body.userId), asText(body.sessionId)];
    if (!userId || !sessionId) return refuse(400, "userId and sessionId are required");
    const turn = botTurn(asText(body.text) ?? "", store.switches.handoverAttributes);
    const stack = outputStack(sandbox, turn);
    return c.json({
      text: stack.flatMap((item) => item.text ?? []).join(" ") || null,
      data: Object.assign({}, ...stack.map((item) => item.data)),
      outputStack: stack,
      userId,
      sessionId,
    });
  });
}
