import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Serves route handlers on 127.0.0.1 by "METHOD /path", as Next would; gives the port and how to end it. */
export async function serveRoutes(
  routes: Record<string, Route>,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
    const route = routes[`${incoming.method} ${url.pathname}`];
    const chunks: Buffer[] = await incoming.toArray();
    const body = Buffer.concat(chunks);
    const headers = new Headers(
      Object.entries(incoming.headers).map(([k, v]) => [k, String(v)] as [string, string]),
    );
    const request = new Request(url, {
      method: incoming.method ?? "GET",
      headers,
      ...(body.length > 0 ? { body } : {}),
    });
    const answer = route
      ? await route(request, { params: Promise.resolve({}) })
      : new Response(`here: ${url.pathname}${url.search}`);
    outgoing.statusCode = answer.status;
    for (const [name, value] of answer.headers) outgoing.appendHeader(name, value);
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A browser without a screen: keeps cookies per host and port, follows redirects, remembers where it went. */
export class TestBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly visited: string[] = [];

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const headers = new Headers(init.headers);
    headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    this.visited.push(url);
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split(/=(.*)/s);
      if (value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Goes there and wherever it is led; stops before an address that `stop` matches. */
  async go(url: string, init: RequestInit = {}, stop?: RegExp): Promise<{ url: string; answer: Response }> {
    let [at, answer] = [url, await this.ask(url, init)];
    for (let hops = 0; hops < 20; hops++) {
      const location = answer.headers.get("location");
      if (!location || answer.status < 300 || answer.status >= 400) return { url: at, answer };
      at = new URL(location, at).href;
      if (stop?.test(at)) return { url: at, answer };
      answer = await this.ask(at);
    }
    throw new Error(`led in a circle at ${at}`);
  }

  /** Forgets the cookies of a site, as if it had never been there. */
  forget(origin: string): void {
    this.#cookies.delete(origin);
  }

  /** The Cookie header it would send there. */
  cookies(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
