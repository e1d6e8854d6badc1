import { knownByName } from "./known-by-name.ts";

/**
 * Codes for machines, sentences for people, in one table. `fix` says what to do next.
 */
const TABLE = {
  bad_request: {
    status: 400,
    title: "The request could not be read",
    fix: "Correct the request and send it again.",
  },
  bad_input: {
    status: 422,
    title: "Some fields need attention",
    fix: "Correct what is named here and try again.",
  },
  not_signed_in: { status: 401, title: "You are not signed in", fix: "Sign in and try again." },
  bad_credentials: {
    status: 401,
    title: "E-mail or password is wrong",
    fix: "Check both and try again, or ask an admin to reset your password.",
  },
  forbidden: {
    status: 403,
    title: "Your role does not allow this",
    fix: "Ask an admin to do it or to change your role.",
  },
  // Not 401: the session is good, and a page must not take the person for signed out.
  reauth_required: {
    status: 403,
    title: "Confirm that it is you",
    fix: "Enter your password again, or sign in again with your provider, then repeat.",
  },
  bad_origin: {
    status: 403,
    title: "The request came from another site",
    fix: "Reload the page and try again.",
  },
  not_found: { status: 404, title: "Not found", fix: "It may have been deleted. Go back to the list." },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    fix: "Use a method that the API description lists.",
  },
  conflict: {
    status: 409,
    title: "Somebody changed this in the meantime",
    fix: "Reload to see the change, then repeat yours.",
  },
  name_taken: { status: 409, title: "The name is taken", fix: "Choose another name." },
  plan_stale: { status: 409, title: "The plan is out of date", fix: "Plan again and review the new plan." },
  in_use: { status: 409, title: "It is still in use", fix: "Remove what depends on it first." },
  link_ended: {
    status: 410,
    title: "This link does not work any more",
    fix: "Ask an admin for a new one.",
  },
  too_large: { status: 413, title: "The request is too large", fix: "Send less at once." },
  wrong_content_type: {
    status: 415,
    title: "The content type is not supported",
    fix: "Send JSON with content-type: application/json.",
  },
  rate_limited: { status: 429, title: "Too many attempts", fix: "Wait for the time shown and try again." },
  upstream_failed: {
    status: 502,
    title: "The other system did not do what was asked",
    fix: "See the request log for its answer.",
  },
  upstream_timeout: {
    status: 504,
    title: "The other system did not answer in time",
    fix: "Try again in a moment.",
  },
  unavailable: { status: 503, title: "Patchbay cannot reach its database", fix: "Try again in a moment." },
  internal: {
    status: 500,
    title: "Something went wrong on our side",
    fix: "Try again. If it happens again, give the request id to whoever runs Patchbay.",
  },
} as const;

export type ErrorCode = keyof typeof TABLE;

/** RFC 9457 problem document, with what to do and where to look. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  fix: string;
  requestId: string;
  /** Where to look at what stands in the way, on this host. */
  href?: string;
  fields?: Record<string, string>;
};

export type AppErrorOptions = {
  title?: string;
  detail?: string;
  fix?: string;
  /** Field path → sentence. */
  fields?: Record<string, string>;
  status?: number;
  /** Page of what stands in the way. */
  href?: string;
  /** For 429 and 503. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** An error whose sentences may be shown to the person who caused it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly options: AppErrorOptions;
  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? TABLE[code].title, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.options = options;
  }
}
knownByName(AppError, "AppError");

/** The problem document of any thrown thing; what nothing is known of becomes the fixed sentence of `internal`. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = knownError(error);
  const entry = TABLE[known.code];
  const { title, detail, fix, fields, status, href } = known.options;
  return {
    type: `https://patchbay.dev/problems/${known.code.replaceAll("_", "-")}`,
    title: title ?? entry.title,
    status: status ?? entry.status,
    ...(detail ? { detail } : {}),
    fix: fix ?? entry.fix,
    requestId,
    ...(href ? { href } : {}),
    ...(fields ? { fields } : {}),
  };
}

function knownError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseGone(error)) return new AppError("unavailable");
  return isNoValue(error)
    ? new AppError("bad_request", {
        detail: "A number, a time or a text in it is none that can be looked for or kept.",
      })
    : new AppError("internal");
}

/** What PostgreSQL says of a value that no column takes: too large a number, a time of no year, a text that is none. */
const NO_VALUE = new Set(["22003", "22007", "22008", "22009", "22021", "22P05", "P2020"]);

/** True when the database refused a value of the request. Schemas refuse it first, and better: this is the net below them. */
export function isNoValue(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as { code?: unknown; meta?: { code?: unknown } };
  const cause = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }).meta
    ?.driverAdapterError?.cause?.originalCode;
  return [code, meta?.code, cause].some((one) => typeof one === "string" && NO_VALUE.has(one));
}

const GONE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "08001",
]);
const PRISMA_GONE = new Set(["P1001", "P1002", "P1008", "P1017", "P2024"]);

/** True when the database could not be reached, whichever driver says so. */
export function isDatabaseGone(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    // A vendor that cannot be reached fails with the same codes; that is not our database.
    if (at.name === "UpstreamError" || at.name === "CxoneError") return false;
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && (GONE.has(code) || PRISMA_GONE.has(code))) return true;
    if (/Connection terminated|timeout exceeded when trying to connect|Can't reach database/.test(at.message))
      return true;
  }
  return false;
}
