import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import type pg from "pg";
import { AppError } from "#lib/errors.ts";
import type { ContactCentreFor } from "#lib/handover/relay/contact-centre.ts";
import { contactCentreFor } from "#lib/handover/relay/contact-centre-for.ts";
import { RELAY_TOPIC, wakeRelay } from "#lib/handover/relay/wake.ts";
import { newId } from "#lib/ids.ts";
import { createListener, type Listener } from "#lib/live/listen.ts";
import { redactText } from "#lib/redact.ts";
import { createBearerCheck } from "./bearer.ts";
import type { Bridge } from "./bridge.ts";
import { beginCall, type CallLogLimits, createCallLog } from "./call-log.ts";
import { createConversations } from "./conversations.ts";
import { createEngageHandovers } from "./engage/engage-handovers.ts";
import { createGuesses } from "./engage/guesses.ts";
import { createLargeBodies } from "./engage/read-large-body.ts";
import { createEventStreams } from "./event-streams.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createProviders } from "./providers.ts";
import { verdictOf } from "./refusal.ts";
import { sendProblem } from "./respond.ts";
import { findEndpoint } from "./routes.ts";
import { createCaller } from "./throttled-notify.ts";

export type BridgeOptions = {
  pool: pg.Pool;
  /** Tells the relay of this process which shards have new work; default: whichever relay runs in it. */
  wake?: (shards: readonly number[]) => void;
  /** Who may follow the event stream of the console; default: nobody. */
  authorize?: (request: IncomingMessage) => Promise<boolean>;
  listener?: Listener;
  /** Where typing is shown; default: by the connection of the handover. */
  contactCentreFor?: ContactCentreFor;
  /** How many refused and repeated calls are kept one by one. */
  callLogLimits?: CallLogLimits;
};

/** Our own sentences are meant to be read; what others throw may quote anything. */
const sentenceOf = (error: Error) => (error instanceof AppError ? error.message : redactText(error.message));

export type BridgeServer = {
  /** Takes a request if it is the bridge's; false means that somebody else has to. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends the event streams and waits for what is being stored. */
  close(): Promise<void>;
};

/**
 * The wire to machines and visitors: plain handlers in front of the console, because they are called in bulk.
 * Nothing is answered as accepted that is not on disk.
 */
export function createBridge(options: BridgeOptions): BridgeServer {
  const { pool } = options;
  const listener = options.listener ?? createListener(pool.options);
  const caller = createCaller(pool, RELAY_TOPIC);
  const wake = options.wake ?? wakeRelay;
  const commit = createGroupCommit({
    pool,
    onStored: (shards) => {
      wake(shards);
      caller.call();
    },
  });
  const calls = createCallLog(pool, options.callLogLimits);
  const bridge: Bridge = {
    pool,
    listener,
    providers: createProviders(pool, listener),
    conversations: createConversations(pool),
    bearer: createBearerCheck(pool, listener),
    streams: createEventStreams(),
    engage: {
      handovers: createEngageHandovers(pool, listener),
      guesses: createGuesses(),
      bodies: createLargeBodies(),
    },
    append: commit.append,
    contactCentreFor: options.contactCentreFor ?? contactCentreFor,
    authorize: options.authorize ?? (async () => false),
  };

  return {
    handle(req, res) {
      const endpoint = findEndpoint(req.url ?? "/");
      if (!endpoint) return false;
      const given = req.headers["x-request-id"];
      const requestId = typeof given === "string" ? given : newId("req");
      const call = beginCall(endpoint.kept ?? "webchat", req, requestId);
      const keep = (error?: unknown) => {
        const verdict = error === undefined ? call.verdict : verdictOf(error);
        if (!endpoint.kept || verdict === undefined) return;
        if (error instanceof Error) call.detail ??= sentenceOf(error);
        calls.record(call, verdict, res.statusCode);
      };
      const run = async () => {
        if (!endpoint.methods.includes(req.method ?? "")) {
          res.setHeader("allow", endpoint.methods.join(", "));
          throw new AppError("method_not_allowed", {
            detail: `This address takes ${endpoint.methods.join(" or ")}.`,
          });
        }
        await endpoint.run(bridge, req, res, call);
      };
      run().then(
        () => keep(),
        (error: unknown) => {
          sendProblem(res, error, requestId);
          keep(error);
        },
      );
      return true;
    },
    async close() {
      bridge.streams.close();
      await commit.close();
      await calls.flush();
      await caller.close();
      if (!options.listener) await listener.close();
    },
  };
}
