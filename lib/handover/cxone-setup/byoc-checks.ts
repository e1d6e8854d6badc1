import "server-only";
import { createHash } from "node:crypto";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { byocUrls } from "#lib/handover/byoc-urls.ts";
import { publicAddress } from "#lib/handover/setup-steps/public-address.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { channelIdOf } from "../channel-id.ts";
import { BYOC_PATH_TEXT, INTEGRATION_ID_FIX } from "./byoc-texts.ts";
import { type HandoverContext, SYSTEM } from "./context.ts";

const OWN_CALL_TIMEOUT_MS = 5_000;

/** Asks our own authorization URL for a token, the way CXone does. */
async function tokenFromOurselves(context: HandoverContext): Promise<CheckOutcome> {
  const subject = `handover:${context.provider.id}`;
  const secret = await readSecret(db(), subject, "byocClientSecret");
  if (!secret) return { state: "not_applicable", message: "The client secret has not been made yet." };
  const { authorization } = byocUrls(context.publicUrl, context.provider.id);
  try {
    const answer = await egress().send({
      operation: "bridge.token.probe",
      method: "POST",
      url: authorization,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: context.provider.byocClientId,
        client_secret: secret,
        grant_type: "client_credentials",
      }),
      idempotent: true,
      timeoutMs: OWN_CALL_TIMEOUT_MS,
      maxAttempts: 1,
      requestId: context.requestId,
      secrets: [secret],
    });
    const token = tokenIn(answer.text());
    if (answer.status !== 200 || !token) {
      return {
        state: "failed",
        message: `The Authorization URL answered ${answer.status}${answer.status === 200 ? " without a token" : ""}.`,
        fix: { sentence: "See that the address leads to this console and no proxy answers in its place." },
      };
    }
    // Taken back, so that the tokens that are there were fetched by others.
    const tokenHash = createHash("sha256").update(token).digest("hex");
    await db().bridgeToken.deleteMany({ where: { tokenHash } });
    return { state: "passed", message: "The Authorization URL gives a token for these credentials." };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === "blocked") {
      return {
        state: "not_applicable",
        message:
          "This console has a private address, and Patchbay calls none of those that no admin allowed.",
      };
    }
    return {
      state: "failed",
      message: `The Authorization URL cannot be reached from here (${error.kind}).`,
      fix: { sentence: "Check PUBLIC_URL, the DNS name and the proxy in front of this console." },
    };
  }
}

function tokenIn(text: string): string | null {
  try {
    const { access_token: token } = JSON.parse(text) as { access_token?: unknown };
    return typeof token === "string" ? token : null;
  } catch {
    return null;
  }
}

/** Whether CXone knows the Integration ID shows when a channel is made with it, and only then (facts/cxone.md §3.2). */
async function integrationKnown(context: HandoverContext): Promise<CheckOutcome> {
  const { integrationId, lastRun } = context;
  if (!integrationId) return { state: "not_applicable", message: "No Integration ID has been pasted yet." };
  const channels = context.connection ? await context.channels() : [];
  const channel = channels.find((one) => one.id === channelIdOf(context.provider.id));
  if (channel?.channelIntegrationId === integrationId) {
    return {
      state: "passed",
      message: "CXone took it for the channel.",
      evidence: { channelId: channel.id },
    };
  }
  const touchedAt = context.records.byoc?.updatedAt;
  const refused = lastRun?.state === "failed" && lastRun.failedStepId === "byoc";
  if (refused && !(touchedAt && lastRun.finishedAt && touchedAt > lastRun.finishedAt)) {
    return {
      state: "failed",
      message: `CXone does not know the integration ${integrationId}.`,
      fix: INTEGRATION_ID_FIX,
    };
  }
  return { state: "not_applicable", message: "CXone says whether it knows the ID when the channel is made." };
}

/** CXone has fetched a token: address, client id and secret stand there as they should. */
async function cxoneHasCalled(context: HandoverContext): Promise<CheckOutcome> {
  const last = await db().bridgeToken.findFirst({
    where: { providerId: context.provider.id },
    orderBy: { issuedAt: "desc" },
  });
  return last
    ? {
        state: "passed",
        message: "A token was fetched with these credentials.",
        evidence: { at: last.issuedAt.toISOString() },
      }
    : {
        state: "not_applicable",
        message: "Nobody has fetched a token yet: CXone does before it brings the first reply.",
      };
}

export const byocChecks: readonly Check<HandoverContext>[] = [
  publicAddress("byoc.public-address", SYSTEM),
  {
    id: "byoc.own-token",
    title: "The Authorization URL gives a token",
    doesNotProve: "That the same values stand in CXone: we asked ourselves.",
    run: tokenFromOurselves,
  },
  {
    id: "byoc.integration-known",
    title: "CXone knows the Integration ID",
    doesNotProve: `That the URLs and the secret stand under ${BYOC_PATH_TEXT} as they should.`,
    run: integrationKnown,
  },
  {
    id: "byoc.token-fetched",
    title: "A token was fetched with the client ID and secret",
    doesNotProve: "That it was CXone: anybody who has the secret can.",
    run: cxoneHasCalled,
  },
];
