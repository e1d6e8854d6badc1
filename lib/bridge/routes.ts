import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DeliveryEndpoint } from "#lib/deliveries/mapping.ts";
import { AppError } from "#lib/errors.ts";
import { conversationIdIn } from "#lib/handover/conversation/external-ids.ts";
import { receiveAdminAction } from "./admin-action.ts";
import type { Bridge } from "./bridge.ts";
import type { InboundCall } from "./call-log.ts";
import { streamConsoleEvents } from "./console-events.ts";
import { receiveEngage } from "./engage/receive-engage.ts";
import { issueToken } from "./issue-token.ts";
import { receiveRelease } from "./receive-release.ts";
import { receiveOutbound, receivePost } from "./receive-reply.ts";
import { sendJson } from "./respond.ts";
import { readConversation, streamConversation } from "./webchat/read-conversation.ts";
import { receiveVisitorAction, receiveVisitorMessage } from "./webchat/receive-from-visitor.ts";
import { receiveTyping } from "./webchat/receive-typing.ts";
import { sendAgentImage } from "./webchat/send-agent-image.ts";
import { startConversation } from "./webchat/start-conversation.ts";
import { requireVisitor } from "./webchat/visitor.ts";

type Run = (bridge: Bridge, req: IncomingMessage, res: ServerResponse) => Promise<void> | void;
type RunKept = (...args: [...Parameters<Run>, call: InboundCall]) => Promise<void> | void;
export type Endpoint = {
  methods: readonly string[];
  /** What the inbox of deliveries calls it; without it calls are not kept there. */
  kept?: DeliveryEndpoint;
  run: RunKept;
};

const BOX = "/handover/niceCxOne";
const ENGAGE = "/handover/rce";
const WEBCHAT = "/handover/webchat/";
const CONSOLE_EVENTS = "/api/events";

const get = (run: Run): Endpoint => ({ methods: ["GET"], run });
const post = (run: Run): Endpoint => ({ methods: ["POST"], run });
const keptGet = (kept: DeliveryEndpoint, run: RunKept): Endpoint => ({ methods: ["GET"], kept, run });
const keptPost = (kept: DeliveryEndpoint, run: RunKept): Endpoint => ({ methods: ["POST"], kept, run });

/** The endpoint of a request target; undefined when it is not the bridge's. */
export function findEndpoint(target: string): Endpoint | undefined {
  const queryAt = target.indexOf("?");
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  if (path === CONSOLE_EVENTS) {
    return get((bridge, req, res) => streamConsoleEvents(bridge, req, res, urlOf(target)));
  }
  if (path === BOX || path.startsWith(`${BOX}/`)) {
    return findBoxEndpoint(segments(path.slice(BOX.length)), target) ?? unknown();
  }
  if (path === ENGAGE || path.startsWith(`${ENGAGE}/`)) {
    return findEngageEndpoint(segments(path.slice(ENGAGE.length)), target) ?? unknown();
  }
  if (path.startsWith(WEBCHAT))
    return findWebchatEndpoint(segments(path.slice(WEBCHAT.length)), target) ?? unknown();
  return undefined;
}

function findBoxEndpoint(parts: readonly string[], target: string): Endpoint | undefined {
  const [first, second, third, fourth] = parts;
  switch (parts.length) {
    case 0:
      return {
        methods: ["GET", "POST"],
        run: (_bridge, _req, res) =>
          sendJson(res, 200, { status: "ok", service: "Patchbay integration box" }),
      };
    case 1:
      if (first !== "add" && first !== "reconnect" && first !== "remove") return undefined;
      return keptGet(first, (_bridge, req, res, call) =>
        receiveAdminAction(req, res, first, urlOf(target), call),
      );
    case 2:
      if (second !== "released" || !first) return undefined;
      return keptPost("release", (bridge, req, res, call) => receiveRelease(bridge, req, res, first, call));
    case 3:
      if (second !== "auth" || third !== "token" || !first) return undefined;
      return keptPost("token", (bridge, req, res, call) => issueToken(bridge, req, res, first, call));
    case 4:
      if (first === "1.0" && second === "posts" && third && fourth === "messages") {
        return keptPost("reply-1.0", (bridge, req, res, call) => receivePost(bridge, req, res, third, call));
      }
      if (first === "2.0" && second === "channel" && third && fourth === "outbound") {
        return keptPost("reply-2.0", (bridge, req, res, call) =>
          receiveOutbound(bridge, req, res, third, call),
        );
      }
      return undefined;
    default:
      return undefined;
  }
}

/** All of Engage on one address; with the id of a handover it is for that one alone. */
function findEngageEndpoint([providerId, ...more]: readonly string[], target: string): Endpoint | undefined {
  if (more.length > 0) return undefined;
  return {
    methods: ["GET", "POST"],
    kept: "engage-unknown",
    run: (bridge, req, res, call) => receiveEngage(bridge, req, res, target, providerId, call),
  };
}

function findWebchatEndpoint(parts: readonly string[], target: string): Endpoint | undefined {
  const [providerId, collection, conversationId, leaf] = parts;
  if (!providerId || collection !== "conversations") return undefined;
  if (parts.length === 2) return post((bridge, req, res) => startConversation(bridge, req, res, providerId));
  if (parts.length !== 4 || !conversationId || conversationIdIn(conversationId) !== conversationId)
    return undefined;
  const visitor =
    (run: Run): Run =>
    async (bridge, req, res) => {
      await requireVisitor(bridge, req, providerId, conversationId);
      await run(bridge, req, res);
    };
  switch (leaf) {
    case "messages":
      return {
        methods: ["GET", "POST"],
        run: visitor((bridge, req, res) =>
          req.method === "GET"
            ? readConversation(bridge, res, conversationId, urlOf(target))
            : receiveVisitorMessage(bridge, req, res, providerId, conversationId),
        ),
      };
    case "actions":
      return post(
        visitor((bridge, req, res) => receiveVisitorAction(bridge, req, res, providerId, conversationId)),
      );
    case "typing":
      return post(visitor((bridge, req, res) => receiveTyping(bridge, req, res, providerId, conversationId)));
    case "agent-image":
      return get(visitor((bridge, _req, res) => sendAgentImage(bridge, res, conversationId, urlOf(target))));
    case "events":
      return get(visitor((bridge, req, res) => streamConversation(bridge, req, res, conversationId)));
    default:
      return undefined;
  }
}

/** The rest of our own name space: a machine that lost its way shall read why in JSON. */
function unknown(): Endpoint {
  return {
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
    run: () => {
      throw new AppError("not_found", {
        title: "There is no such endpoint",
        detail:
          "Engage has /handover/rce. The integration box has /1.0/posts/{id}/messages, /2.0/channel/{channelId}/outbound, /{providerId}/auth/token, /add, /reconnect and /remove.",
        fix: "Compare the address with the one on the handover's Bring Your Own Channel step.",
      });
    },
  };
}

/** Path segments, decoded; a segment that cannot be decoded stays as it is and will not be found. */
function segments(path: string): string[] {
  return path
    .split("/")
    .filter(Boolean)
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return segment;
      }
    });
}

const urlOf = (target: string) => new URL(target, "http://bridge.invalid");
