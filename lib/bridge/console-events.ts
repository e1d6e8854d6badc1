import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/errors.ts";
import type { Bridge } from "./bridge.ts";

const MAX_TOPICS = 50;
const RECHECK_MS = 60_000;

/**
 * `GET /api/events?topics=a,b`: tells a signed-in console which topics changed; it then reads again what it shows.
 * On connecting every topic is told once, because what happened before is unknown.
 */
export async function streamConsoleEvents(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
) {
  if (req.method !== "GET") throw new AppError("method_not_allowed");
  if (!(await bridge.authorize(req))) throw new AppError("not_signed_in");
  const topics = [...new Set((url.searchParams.get("topics") ?? "").split(",").filter(Boolean))];
  if (
    topics.length === 0 ||
    topics.length > MAX_TOPICS ||
    topics.some((topic) => !/^[\w:.-]{1,100}$/.test(topic))
  ) {
    throw new AppError("bad_request", {
      detail: `topics is a list of 1 to ${MAX_TOPICS} names divided by commas.`,
    });
  }
  const stream = bridge.streams.open(req, res);
  const tell = (topic: string) => stream.send({ data: { topic } });
  const unsubscribe = topics.map((topic) => bridge.listener.subscribe(topic, () => tell(topic)));
  for (const topic of topics) tell(topic);
  // A session that has ended must not go on listening.
  const recheck = setInterval(() => {
    bridge.authorize(req).then(
      (allowed) => allowed || stream.end(),
      () => {},
    );
  }, RECHECK_MS);
  recheck.unref();
  stream.onEnd(() => {
    clearInterval(recheck);
    for (const stop of unsubscribe) stop();
  });
}
