import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** An answer that is kept instead of sent. */
class KeptResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #ended = Promise.withResolvers<void>();

  override write(chunk: unknown): boolean {
    this.#keep(chunk);
    return true;
  }

  override end(chunk?: unknown): this {
    this.#keep(chunk);
    this.#ended.resolve();
    return this;
  }

  #keep(chunk: unknown): void {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
  }

  async toResponse(): Promise<Response> {
    await this.#ended.promise;
    const headers = new Headers();
    for (const [name, value] of Object.entries<OutgoingHttpHeaders[string]>(this.getHeaders())) {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) headers.append(name, String(one));
    }
    headers.delete("content-length");
    const bodiless = this.statusCode === 204 || this.statusCode === 304;
    return new Response(bodiless ? null : Buffer.concat(this.#chunks), { status: this.statusCode, headers });
  }
}

export type NodeExchange = { request: IncomingMessage; response: KeptResponse };

/**
 * Node's request and response for a handler of Node's, made of a request whose body is read already. `mount` is the
 * part of the path in front of the handler's own.
 */
export function nodeExchange(
  incoming: Request,
  mount: string,
  change: { path?: string; query?: URLSearchParams; body?: string; withoutCookies?: RegExp } = {},
): NodeExchange {
  const url = new URL(incoming.url);
  const query = String(change.query ?? url.searchParams);
  const path = change.path ?? url.pathname.slice(mount.length);
  const request = new IncomingMessage(new Socket());
  request.method = incoming.method;
  request.url = `${path}${query === "" ? "" : `?${query}`}`;
  Object.assign(request, { originalUrl: `${mount}${request.url}` });
  request.headers = { ...Object.fromEntries(incoming.headers), host: url.host };
  delete request.headers["content-length"];
  const { withoutCookies } = change;
  if (withoutCookies && request.headers.cookie)
    request.headers.cookie = request.headers.cookie
      .split("; ")
      .filter((pair) => !withoutCookies.test(pair))
      .join("; ");
  if (change.body !== undefined) {
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.headers["content-length"] = String(Buffer.byteLength(change.body));
    request.push(change.body);
  }
  request.push(null);
  return { request, response: new KeptResponse(request) };
}
