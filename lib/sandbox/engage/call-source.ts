import type { Sandbox } from "../sandbox.ts";
import type { Source } from "../state/engage-model.ts";
import { callOut } from "../wire/call-out.ts";
import { isoSeconds } from "./object-id.ts";
import { type JsonStyle, writeJson } from "./sdk-json.ts";
import { isSignedBy, sdkSignature, signatureHeader } from "./sdk-signature.ts";

export type SourceAnswer = { ok: true; body: unknown } | { ok: false; error: string };

const longestError = 200;

/**
 * One action of the Source SDK, sent to the Base URI of a source and signed with its token: in a header, or in the
 * address when "Alternative signature" is ticked. Any 2xx is an answer; with "Verify signature" ticked it has to be
 * signed too.
 */
export async function callSource(
  sandbox: Sandbox,
  source: Source,
  action: string,
  params?: Record<string, unknown>,
): Promise<SourceAnswer> {
  const { switches } = sandbox.store;
  if (!URL.canParse(source.baseUri)) return { ok: false, error: "the source has no Base URI" };
  const time = isoSeconds(sandbox.store.now());
  const body = writeJson(
    { action, ...(params === undefined ? {} : { params }), time },
    switches.engageJsonStyle as JsonStyle,
  );
  const signature = sdkSignature(body, source.token);
  const url = new URL(source.baseUri);
  if (source.alternativeSignature) url.searchParams.set("signature", signature);
  const outcome = await callOut(sandbox, {
    system: "engage-outbound",
    method: "POST",
    url: url.href,
    headers: {
      "content-type": "application/json",
      ...(source.alternativeSignature ? {} : { [signatureHeader]: signature }),
    },
    body,
    timeoutMs: switches.engageTimeoutSeconds * 1000,
  });
  if (!outcome.ok) return { ok: false, error: outcome.error };
  if (outcome.status < 200 || outcome.status > 299) {
    const said = outcome.text.trim().slice(0, longestError);
    return { ok: false, error: `answered ${outcome.status}${said === "" ? "" : `: ${said}`}` };
  }
  if (source.verifySignature) {
    const given = outcome.headers.get(signatureHeader);
    if (given === null) return { ok: false, error: "the answer is not signed" };
    if (!isSignedBy(outcome.bytes, source.token, given))
      return { ok: false, error: "the signature of the answer is wrong" };
  }
  return parseAnswer(outcome.text);
}

/** An empty body is as good as `""`: the vendor's own kit answers so. */
function parseAnswer(text: string): SourceAnswer {
  if (text.trim() === "") return { ok: true, body: "" };
  try {
    return { ok: true, body: JSON.parse(text) };
  } catch {
    return { ok: false, error: "the answer is not JSON" };
  }
}
