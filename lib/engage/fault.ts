import * as z from "zod";

/** An answer as far as a fault can be read out of it. */
export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Fault {
  /** Engage's own word for it, "" when it gave none: `cant_reply_to_closed_thread`. */
  readonly identifier: string;
  readonly message: string;
  /** True when the answer is a web page: usually a wrong address or a proxy. */
  readonly isHtml: boolean;
}

const words = z.string().catch("");
const rest = z.object({ error: words, message: words });
const MAX_WORDS = 300;

/**
 * Reads what went wrong: `{"error", "message", "status"}` of the REST API, or the plain words of the realtime endpoint (facts/engage.md
 * §1.2, §2.3). Pure, never throws.
 */
export function readFault(answer: FaultAnswer): Fault {
  if (looksLikeHtml(answer)) return { identifier: "", message: "", isHtml: true };
  const body = parse(answer.text);
  const known = rest.safeParse(body);
  if (known.success) {
    const { error, message } = known.data;
    return { identifier: error, message: (message || error).slice(0, MAX_WORDS), isHtml: false };
  }
  // "With the exception of a few errors" answers are JSON: these are text.
  const plain = typeof body === "string" ? body : body === undefined ? answer.text.trim() : "";
  return { identifier: "", message: plain.slice(0, MAX_WORDS), isHtml: false };
}

export function looksLikeHtml(answer: { headers: Readonly<Record<string, string>>; text: string }): boolean {
  // Type alone says nothing: the vendor's own frameworks label plain words as text/html (§3).
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype|html|head|body)\b/i.test(answer.text);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
