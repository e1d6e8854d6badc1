import PostalMime from "postal-mime";

/** One server on the way of a mail, in the order of the way. */
export type Hop = {
  from: string | null;
  by: string | null;
  at: string | null;
  delaySeconds: number | null;
  tls: boolean;
};
export type Verdict = { method: "spf" | "dkim" | "dmarc"; result: string; detail: string };
export type ReadHeaders = {
  messageId: string | null;
  subject: string;
  hops: Hop[];
  /** By the receiving server alone: what servers before it wrote proves nothing. */
  verdicts: Verdict[];
  /** The server whose verdicts these are. */
  judgedBy: string | null;
  totalSeconds: number | null;
};

const METHODS = ["spf", "dkim", "dmarc"] as const;

/** Reads the headers of a mail that arrived, from its raw text or its headers alone. Nothing of the body is used. */
export async function readArrival(raw: string): Promise<ReadHeaders> {
  const mail = await PostalMime.parse(raw.replace(/^\s+/, ""));
  const values = (key: string) =>
    mail.headers.filter((header) => header.key === key).map(({ value }) => value);
  // Every server puts its line on top.
  const hops = timed(values("received").reverse().map(hopOf));
  const judged = values("authentication-results")[0];
  const times = hops.flatMap(({ at }) => (at ? [Date.parse(at)] : []));
  return {
    messageId: mail.messageId ?? null,
    subject: mail.subject ?? "",
    hops,
    verdicts: judged ? verdictsOf(judged) : spfAlone(values("received-spf")[0]),
    judgedBy: judged?.split(";")[0]?.trim().split(/\s/)[0] ?? null,
    totalSeconds: times.length > 1 ? Math.round((Math.max(...times) - Math.min(...times)) / 1000) : null,
  };
}

function hopOf(line: string): Hop {
  const cut = line.lastIndexOf(";");
  const at =
    cut < 0
      ? Number.NaN
      : Date.parse(
          line
            .slice(cut + 1)
            .replace(/\([^)]*\)/g, "")
            .trim(),
        );
  const way = cut < 0 ? line : line.slice(0, cut);
  return {
    from: /\bfrom\s+([^\s;()]+)/i.exec(way)?.[1] ?? null,
    by: /\bby\s+([^\s;()]+)/i.exec(way)?.[1] ?? null,
    at: Number.isNaN(at) ? null : new Date(at).toISOString(),
    delaySeconds: null,
    tls: /\bwith\s+E?SMTPS?A?S\b|\bTLS|version=TLS/i.test(way),
  };
}

/** Clocks of servers differ: a step back in time is no delay. */
function timed(hops: readonly Hop[]): Hop[] {
  let before: number | null = null;
  return hops.map((hop) => {
    const now = hop.at ? Date.parse(hop.at) : null;
    const delaySeconds =
      now !== null && before !== null ? Math.max(0, Math.round((now - before) / 1000)) : null;
    if (now !== null) before = now;
    return { ...hop, delaySeconds };
  });
}

function verdictsOf(value: string): Verdict[] {
  const parts = value.split(";").slice(1);
  return METHODS.flatMap((method) => {
    const part = parts.map((text) => text.trim()).find((text) => text.toLowerCase().startsWith(`${method}=`));
    const result = part && /^\w+=(\w+)/.exec(part)?.[1];
    if (!part || !result) return [];
    return [
      {
        method,
        result: result.toLowerCase(),
        detail: part.slice(part.indexOf("=") + 1 + result.length).trim(),
      },
    ];
  });
}

function spfAlone(value: string | undefined): Verdict[] {
  const result = value && /^\s*(\w+)/.exec(value)?.[1];
  return result ? [{ method: "spf", result: result.toLowerCase(), detail: value.trim() }] : [];
}
