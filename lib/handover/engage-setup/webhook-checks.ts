import "server-only";
import { db } from "#lib/db/client.ts";
import { isWellKnownVerifyToken, WELL_KNOWN_VERIFY_TOKEN } from "#lib/engage/webhook-rules.ts";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import type { EngageContext } from "./context.ts";
import { CLOSED_EVENT, findWebhook } from "./webhook-lines.ts";
import { lastValidationOf } from "./what-arrived.ts";

const PATH = ["Engage", "Admin", "Webhooks", "the webhook"];
const NOT_YET: CheckOutcome = { state: "not_applicable", message: "It is made when you apply the plan." };

const isApplied = ({ managed }: EngageContext) => managed.some(({ kind }) => kind === "webhook");

/** E-50, E-52: there, active, with the event; Engage switches off what answered wrong or failed too often. */
async function works(context: EngageContext): Promise<CheckOutcome> {
  if (!isApplied(context)) return NOT_YET;
  const webhook = await findWebhook(context);
  if (!webhook) {
    const fix = { sentence: "Plan and apply: it is made again." };
    return { state: "failed", message: "Engage has no webhook that leads here.", fix };
  }
  const { active, status, events, url } = webhook;
  const evidence = { webhookId: webhook.id, url, active, status, events };
  const off = !active || /disabled|suspended|error/i.test(status);
  if (off) {
    return {
      state: "failed",
      message: `Engage has switched the webhook off${status ? ` (${status})` : ""}: no handover ends any more.`,
      evidence,
      fix: {
        sentence: "Switch Active on and save, or plan and apply. Engage then calls the address anew.",
        path: PATH,
      },
    };
  }
  if (!events.includes(CLOSED_EVENT)) {
    const fix = { sentence: `Plan and apply to subscribe to ${CLOSED_EVENT} again.` };
    return { state: "failed", message: `It does not tell ${CLOSED_EVENT}.`, evidence, fix };
  }
  if (/pending/i.test(status)) {
    return { state: "warning", message: "It is there, and Engage has not called the address yet.", evidence };
  }
  return { state: "passed", message: `It is active and tells ${CLOSED_EVENT}.`, evidence };
}

/** E-53: Engage has called the address with the verification token, and it was the right one. */
async function validated(context: EngageContext): Promise<CheckOutcome> {
  if (!isApplied(context)) return NOT_YET;
  const last = await lastValidationOf(context.provider.id);
  return last
    ? {
        state: "passed",
        message: "Engage has called the address with the right verification token.",
        evidence: { at: last.at.toISOString() },
      }
    : {
        state: "not_applicable",
        message: "No validation has arrived yet. Engage calls right after the webhook is saved.",
      };
}

async function ownToken(context: EngageContext): Promise<CheckOutcome> {
  const token = await readSecret(db(), context.subject, "engageVerifyToken");
  if (token === undefined) return { state: "not_applicable", message: "None is made yet." };
  if (!isWellKnownVerifyToken(token)) return { state: "passed", message: "It is one of your own." };
  const isSandbox = context.connection?.environment === "sandbox";
  return {
    state: isSandbox ? "warning" : "failed",
    message: `The verification token is ${WELL_KNOWN_VERIFY_TOKEN}, the default that everybody knows.`,
    fix: { sentence: "Enter another one at step Webhook, then plan and apply." },
  };
}

export const webhookChecks: readonly Check<EngageContext>[] = [
  {
    id: "webhook.verify-token",
    title: "The verification token is not the well-known one",
    doesNotProve: "That nobody else knows it.",
    run: ownToken,
  },
  {
    id: "webhook.active",
    title: "The webhook is active and tells when a conversation ends",
    doesNotProve:
      "That its secret is the one kept here, or which sources it listens to: no API shows either.",
    run: works,
  },
  {
    id: "webhook.validated",
    title: "Engage has validated the address",
    doesNotProve: "That events arrive: the test at the end does.",
    run: validated,
  },
];
