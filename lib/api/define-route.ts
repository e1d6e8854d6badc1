import "server-only";
import type * as z from "zod";
import { authenticate } from "#lib/auth/authenticate.ts";
import { clientIp } from "#lib/auth/client-ip.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { noteDenied } from "#lib/auth/note-denied.ts";
import { type Limit, takePoint } from "#lib/auth/rate-limit.ts";
import { env } from "#lib/env.ts";
import { AppError, toProblem } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { readJsonBody } from "./read-body.ts";
import { unstorableAt } from "./storable.ts";

/** What a route writes to the audit log, or why it writes nothing. Leaving it out does not compile. */
export type AuditPolicy = { writes: readonly string[] } | { none: string };
export const writes = (...actions: [string, ...string[]]): AuditPolicy => ({ writes: actions });
export const noAudit = (reason: string): AuditPolicy => ({ none: reason });

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.infer<S> : undefined;

export type RouteDeclaration<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  Access extends "signed-in" | "public",
> = {
  /** One line for the API description. */
  summary: string;
  /** Public routes get no ctx; the default is signed-in. Roles are checked by the verb or read that is called. */
  access?: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** Default 1 MB. */
  maxBodyBytes?: number;
  audit: AuditPolicy;
  /** How often one caller may ask, shared by all processes: for what costs a vendor or the database much. */
  limit?: Limit;
  handler(input: {
    ctx: Access extends "public" ? undefined : Ctx;
    params: Parsed<P>;
    query: Parsed<Q>;
    body: Parsed<B>;
    request: Request;
  }): Promise<unknown> | unknown;
};

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** A value with the status it is answered with. */
class Answer {
  readonly status: number;
  readonly value: unknown;
  constructor(status: number, value: unknown) {
    this.status = status;
    this.value = value;
  }
}
export const created = (value: unknown) => new Answer(201, value);
export const accepted = (value: unknown) => new Answer(202, value);
export const noContent = () => new Answer(204, undefined);

/**
 * A route handler from its declaration: builds ctx, checks origin and content type, parses strictly, calls the
 * handler, maps errors to problem documents once. The declaration stays readable on the handler for the API description.
 */
export function defineRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  Access extends "signed-in" | "public" = "signed-in",
>(declaration: RouteDeclaration<P, Q, B, Access>) {
  const handle = async (request: Request, context: NextContext): Promise<Response> => {
    const requestId = requestIdOf(request);
    let ctx: Ctx | undefined;
    try {
      ctx = declaration.access === "public" ? undefined : await ctxOf(request, requestId);
      if (declaration.limit) await takePoint(declaration.limit, callerOf(ctx, request));
      const params = parse(declaration.params, await context.params, "path");
      const query = parse(declaration.query, Object.fromEntries(new URL(request.url).searchParams), "query");
      const body = declaration.body
        ? parse(declaration.body, await readJsonBody(request, declaration.maxBodyBytes), "body")
        : undefined;
      // The generics tie these to the declaration; TypeScript cannot follow them through the conditionals.
      const input = { ctx, params, query, body, request } as Parameters<typeof declaration.handler>[0];
      return respond(await declaration.handler(input), requestId);
    } catch (error) {
      const denied = error instanceof AppError && error.code === "forbidden";
      if (ctx && denied) await noteDenied(ctx, `${request.method} ${new URL(request.url).pathname}`);
      return respondProblem(error, requestId);
    }
  };
  return Object.assign(handle, { declaration });
}

const requestIdOf = (request: Request) => {
  const given = request.headers.get("x-request-id");
  return given && /^[\w-]{8,64}$/.test(given) ? given : newId("req");
};

async function ctxOf(request: Request, requestId: string): Promise<Ctx> {
  const now = new Date();
  const caller = await authenticate(
    { authorization: request.headers.get("authorization"), cookie: request.headers.get("cookie") },
    now,
  );
  if (!caller) throw new AppError("not_signed_in");
  if (caller.by === "cookie" && !isSafe(request.method)) refuseForeignOrigin(request);
  const ip = clientIp(request.headers);
  return {
    actor: caller.actor,
    requestId,
    now: () => new Date(),
    ...(ip ? { ip } : {}),
    ...(caller.by === "cookie" ? { session: caller.session } : {}),
  };
}

/** Whom a limit counts: the signed-in, else the address. */
const callerOf = (ctx: Ctx | undefined, request: Request) =>
  ctx?.actor.id ?? clientIp(request.headers) ?? "unknown";

const isSafe = (method: string) => method === "GET" || method === "HEAD";

/** A cookie travels with any site's request; only our own pages may write with it. */
function refuseForeignOrigin({ headers }: Request): void {
  const from = { origin: headers.get("origin"), host: headers.get("host") };
  if (isOwnOrigin(from, env())) return;
  throw new AppError("bad_origin", {
    detail: `The console is at ${env().publicUrl}: only its own pages may change anything.`,
    fix: "Open the console there and try again.",
  });
}

function parse<S extends Schema | undefined>(
  schema: S,
  value: unknown,
  where: "path" | "query" | "body",
): Parsed<S> {
  if (!schema) return undefined as Parsed<S>;
  const parsed = schema.safeParse(value, { error: inWords });
  const unstorable = parsed.success ? unstorableAt(parsed.data) : null;
  if (parsed.success && unstorable === null) return parsed.data as Parsed<S>;
  if (where === "path") throw new AppError("not_found");
  const fields = parsed.success ? { [unstorable ?? ""]: NO_TEXT } : fieldsOf(parsed.error);
  throw new AppError(where === "body" ? "bad_input" : "bad_request", { fields });
}

const NO_TEXT = "There is a character in it that is no text: a NUL, or half of an emoji.";

/** Where a schema does not say itself what may be chosen. */
const inWords: z.core.$ZodErrorMap = ({ code, values }) =>
  code === "invalid_value" && Array.isArray(values) && values.length > 1
    ? `Choose among ${values.join(", ")}.`
    : undefined;

/** First sentence per field; problems of the whole stand under "". */
export function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return fields;
}

function respond(result: unknown, requestId: string): Response {
  if (result instanceof Response) {
    result.headers.set("x-request-id", requestId);
    return result;
  }
  const { status, value } = result instanceof Answer ? result : new Answer(200, result);
  const headers = { "x-request-id": requestId, "cache-control": "no-store" };
  return value === undefined
    ? new Response(null, { status: status === 200 ? 204 : status, headers })
    : Response.json(value, { status, headers });
}

function respondProblem(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  if (problem.status >= 500) log.error({ requestId, err: error }, "request failed");
  else if (!(error instanceof AppError))
    log.warn({ requestId, err: error }, "a value that no schema refused");
  const retryAfter = error instanceof AppError ? error.options.retryAfterSeconds : undefined;
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      "cache-control": "no-store",
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
    },
  });
}
