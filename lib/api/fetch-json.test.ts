import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { fetchJson, onReauthRequired, ProblemError } from "./fetch-json.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const problemOf = async (answer: Promise<unknown>): Promise<ProblemError> => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error("no ProblemError was thrown");
  return error;
};

describe("a request", () => {
  test("carries JSON, a request id, and only the query values there are", async () => {
    const origin = await serve(async (request, response) => {
      const chunks = await request.toArray();
      const { method, url, headers } = request;
      const type = headers["content-type"];
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      response.end(JSON.stringify({ method, url, type, id: headers["x-request-id"], body }));
    });
    const query = { q: "a b", older: undefined, state: "", limit: 20 };
    const seen = await fetchJson<Record<string, unknown>>(`${origin}/rows`, { body: { name: "ä" }, query });
    expect(seen).toMatchObject({ method: "POST", url: "/rows?q=a+b&limit=20", body: { name: "ä" } });
    expect(seen.type).toBe("application/json");
    expect(seen.id).toMatch(/^[0-9a-f]{32}$/);
  });

  test("that answers 204 gives undefined", async () => {
    const origin = await serve((_, response) => response.writeHead(204).end());
    expect(await fetchJson(origin, { method: "DELETE" })).toBeUndefined();
  });
});

describe("a failure", () => {
  test("keeps the fields, the fix and the id of the problem document", async () => {
    const document = {
      type: "t",
      title: "T",
      status: 422,
      fix: "F",
      requestId: "r-9",
      fields: { name: "taken" },
    };
    const origin = await serve((_, response) => response.writeHead(422).end(JSON.stringify(document)));
    const problem = await problemOf(fetchJson(origin));
    expect(problem).toMatchObject({
      title: "T",
      status: 422,
      fix: "F",
      requestId: "r-9",
      fields: { name: "taken" },
    });
  });

  test("of a proxy that answers HTML still names a request id and the wait", async () => {
    const origin = await serve((request, response) => {
      const id = request.headers["x-request-id"] ?? "";
      response.writeHead(503, { "retry-after": "7", "x-request-id": id }).end("<html>");
    });
    const problem = await problemOf(fetchJson(origin));
    expect(problem).toMatchObject({ status: 503, retryAfterSeconds: 7 });
    expect(problem.requestId).toMatch(/^[0-9a-f]{32}$/);
  });

  test("to reach anybody has status 0 and says what to do", async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect(await problemOf(fetchJson(origin))).toMatchObject({
      status: 0,
      title: "The console did not answer",
    });
  });

  test("of our own making is passed on: an abort is not a problem", async () => {
    const origin = await serve(() => {});
    const controller = new AbortController();
    const answer = fetchJson(origin, { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a request that needs a fresh sign-in", () => {
  const stale = { type: "https://patchbay.dev/problems/reauth-required", title: "Confirm", status: 403 };
  /** Refuses until the person has confirmed. */
  const guarded = async (state: { confirmed: boolean }) => {
    const bodies: string[] = [];
    const origin = await serve(async (request, response) => {
      bodies.push(Buffer.concat(await request.toArray()).toString());
      if (state.confirmed) response.end('{"done":true}');
      else response.writeHead(403).end(JSON.stringify(stale));
    });
    return { origin, bodies };
  };

  test("is repeated as it was after the person has confirmed; two at once ask once", async () => {
    const state = { confirmed: false };
    const { origin, bodies } = await guarded(state);
    let asked = 0;
    const end = onReauthRequired(async () => {
      asked += 1;
      state.confirmed = true;
      return true;
    });
    const send = () => fetchJson(origin, { body: { typed: "kept" } });
    expect(await Promise.all([send(), send()])).toEqual([{ done: true }, { done: true }]);
    end();
    expect(asked).toBe(1);
    expect(new Set(bodies)).toEqual(new Set(['{"typed":"kept"}']));
  });

  test("is given up with the problem when the person does not confirm, or nobody asks them", async () => {
    const { origin, bodies } = await guarded({ confirmed: false });
    expect((await problemOf(fetchJson(origin))).status).toBe(403);
    const end = onReauthRequired(async () => false);
    expect((await problemOf(fetchJson(origin))).title).toBe("Confirm");
    end();
    expect(bodies).toHaveLength(2);
  });
});
