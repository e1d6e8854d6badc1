import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { egress } from "#lib/connections/egress.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import { inParallel } from "#lib/tenant/in-parallel.ts";
import type { LinkAnswer } from "./links/state.ts";

const TIMEOUT_MS = 6_000;
const MOST_HOPS = 5;
/** A page need not be read to its end to know that it is there. */
const MAX_BODY_BYTES = 64 * 1024;
/** What some servers answer to HEAD although the page is there. */
const NO_HEAD: ReadonlySet<number> = new Set([400, 403, 404, 405, 501]);

/**
 * Calls the links of a mail, only when asked: each once, with its redirects. Private addresses are refused as for every call
 * of ours; the log of requests has a row for each hop. That a page answers does not prove that it is the right one.
 */
export async function checkLinks(
  ctx: Ctx,
  { urls }: { urls: readonly string[] },
): Promise<{ items: LinkAnswer[] }> {
  requireRole(ctx, "admin", "operator");
  const items = await inParallel([...new Set(urls)], (url) => checkLink(url, ctx.requestId));
  return { items };
}

async function checkLink(url: string, requestId: string): Promise<LinkAnswer> {
  const hops: { url: string; status: number | null }[] = [];
  const answer = (kind: LinkAnswer["kind"], sentence: string): LinkAnswer => ({ url, kind, sentence, hops });
  let at = url;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const { status, location, problem } = await call(at, requestId);
    hops.push({ url: at, status });
    if (problem) return answer(problem.kind, problem.sentence);
    if (status !== null && status >= 300 && status < 400 && location) {
      if (!URL.canParse(location, at)) return answer("bad", "Leads on to what is no address.");
      at = new URL(location, at).href;
      continue;
    }
    if (status !== null && status >= 400) return answer("bad", `Answers ${status}.`);
    return hop === 0
      ? answer("good", `Answers ${status}.`)
      : answer("warning", `Answers ${status} after ${hop === 1 ? "a redirect" : `${hop} redirects`}.`);
  }
  return answer("bad", `Leads on more than ${MOST_HOPS} times.`);
}

type Called = {
  status: number | null;
  location?: string | undefined;
  problem?: { kind: "bad" | "unknown"; sentence: string };
};

async function call(url: string, requestId: string): Promise<Called> {
  const head = await once("HEAD", url, requestId);
  return head.status !== null && NO_HEAD.has(head.status) ? once("GET", url, requestId) : head;
}

async function once(method: "HEAD" | "GET", url: string, requestId: string): Promise<Called> {
  try {
    const { status, headers } = await egress().send({
      operation: "email.link.check",
      method,
      url,
      idempotent: true,
      // A site that is down is told as such; it says nothing of the next one.
      operationClass: "links",
      maxAttempts: 1,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
      requestId,
    });
    return { status, location: headers.location };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return failed(error);
  }
}

function failed({ kind, status, answer }: UpstreamError): Called {
  if (kind === "too-large") return { status: status ?? 200 };
  if (status !== undefined) return { status, location: answer?.headers.location };
  const problem = {
    blocked: { kind: "bad", sentence: "Not called: the address leads into a private network." },
    timeout: { kind: "bad", sentence: `No answer within ${TIMEOUT_MS / 1_000} s.` },
    "breaker-open": { kind: "unknown", sentence: "Not called: this site failed several times just now." },
    "rate-limited": { kind: "unknown", sentence: "Not called: this site asked for a pause." },
  } as const;
  return {
    status: null,
    problem:
      kind in problem
        ? problem[kind as keyof typeof problem]
        : { kind: "bad", sentence: "Cannot be reached: no such site, or it does not answer." },
  };
}
