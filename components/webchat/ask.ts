export type Problem = { title: string; detail?: string; fix?: string };

export type Answer<Value> =
  | { ok: true; value: Value }
  | {
      ok: false;
      problem: Problem;
      /** The server understood and said no: the same again would get the same. */
      final: boolean;
      /** How long the server asks to wait. */
      waitMs: number | undefined;
    };

const TIMEOUT_MS = 20_000;

/** Posts to the webchat's interface. Never throws: no answer is an answer too. */
export async function ask<Value>(
  url: string,
  { body, headers = {} }: { body: unknown; headers?: Record<string, string> },
): Promise<Answer<Value>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const value: unknown = text ? JSON.parse(text) : undefined;
    if (response.ok) return { ok: true, value: value as Value };
    const waitMs = Number(response.headers.get("retry-after") ?? Number.NaN) * 1_000;
    return {
      ok: false,
      problem: problemOf(value),
      final: response.status >= 400 && response.status < 500 && ![401, 408, 429].includes(response.status),
      waitMs: Number.isNaN(waitMs) ? undefined : waitMs,
    };
  } catch {
    const problem = {
      title: "No connection",
      fix: "What you write is kept and sent when the connection is back.",
    };
    return { ok: false, problem, final: false, waitMs: undefined };
  }
}

function problemOf(value: unknown): Problem {
  const { title, detail, fix, fields } = (value ?? {}) as Partial<
    Problem & { fields: Record<string, string> }
  >;
  return {
    title: title ?? "That did not work",
    detail: Object.values(fields ?? {})[0] ?? detail,
    fix,
  };
}
