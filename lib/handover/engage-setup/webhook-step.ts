import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { Tx } from "#lib/db/client.ts";
import { isWellKnownVerifyToken, WELL_KNOWN_VERIFY_TOKEN } from "#lib/engage/webhook-rules.ts";
import { AppError } from "#lib/errors.ts";
import { newSecret } from "#lib/ids.ts";
import type { Step } from "#lib/setup/step.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import type { EngageContext } from "./context.ts";
import { type WebhookInput, webhookInput } from "./schema.ts";
import { webhookChecks } from "./webhook-checks.ts";
import { applyWebhook, desiredWebhook, observeWebhook } from "./webhook-lines.ts";
import { recordTarget } from "./write-target.ts";

const SECRET_LENGTH = 64;
const VERIFY_TOKEN_LENGTH = 32;

async function verify(ctx: Ctx, { connection, secrets }: EngageContext, input: WebhookInput): Promise<void> {
  if (input.secret !== "" || input.verifyToken !== "") {
    requireRole(ctx, "admin");
    requireFresh(ctx);
  }
  // Everybody knows it: whoever finds the address could make Engage believe that another endpoint is ours.
  if (isWellKnownVerifyToken(input.verifyToken) && connection?.environment !== "sandbox") {
    throw new AppError("bad_input", {
      fields: {
        verifyToken: `${WELL_KNOWN_VERIFY_TOKEN} is the default that everybody knows. Leave the field empty, and one is made.`,
      },
    });
  }
  if (input.secret !== "" && secrets.engageWebhookSecret.set) {
    throw new AppError("bad_input", {
      fields: {
        secret:
          "A secret is stored already. Replace it with the button beside it, so that Engage gets it too.",
      },
    });
  }
}

/** Another handover of ours has the plain address, or asked for it first. */
async function needsOwnPath(tx: Tx, { provider, ownPath, records }: EngageContext): Promise<boolean> {
  if (records.webhook?.visitedAt) return ownPath;
  const others = await tx.handoverProvider.findMany({
    where: { kind: "engage", id: { not: provider.id }, state: { not: "removed" } },
    select: { id: true },
  });
  const saved = await tx.setupStep.count({
    where: {
      subject: { in: others.map(({ id }) => `handover:${id}`) },
      stepId: "webhook",
      input: { path: ["ownPath"], equals: false },
    },
  });
  return saved > 0;
}

export const webhookStep: Step<EngageContext> = {
  id: "webhook",
  title: "Webhook",
  why: "Engage tells Patchbay through a webhook that an agent has ended a conversation. Secret and verification token are made here; the webhook itself when you apply the plan.",
  who: "Patchbay",
  minutes: 1,
  docs: {
    path: ["Engage", "Admin", "Webhooks"],
    link: "https://developers.ringcentral.com/engage/digital/guide/webhooks/create",
    doesNotProve: "That events of your source alone come through: step Source filter, after the apply.",
  },
  notes: [
    {
      tone: "info",
      text: "The subscribed event is intervention.closed: without it a handover would never end.",
      source: "E-52",
    },
    {
      tone: "info",
      text: "Engage calls the address as soon as the webhook is saved, and switches it off when the answer is not right.",
      source: "E-50",
    },
  ],
  mode: () => "automatic",
  input: webhookInput,
  value: ({ secrets }) => ({
    secret: "",
    verifyToken: "",
    stored: { secret: secrets.engageWebhookSecret, verifyToken: secrets.engageVerifyToken },
  }),
  verify: (ctx, context, input) => verify(ctx, context, input as WebhookInput),
  save: async (tx, ctx, context, input) => {
    const { secret, verifyToken } = input as WebhookInput;
    const { subject, secrets } = context;
    const keep = (field: string, value: string) => putSecret(tx, subject, field, value, { now: ctx.now() });
    if (!secrets.engageWebhookSecret.set)
      await keep("engageWebhookSecret", secret || newSecret(SECRET_LENGTH));
    if (verifyToken !== "" || !secrets.engageVerifyToken.set) {
      await keep("engageVerifyToken", verifyToken || newSecret(VERIFY_TOKEN_LENGTH));
    }
    return { ownPath: await needsOwnPath(tx, context) };
  },
  todo: ({ secrets, records }) =>
    records.webhook?.visitedAt && secrets.engageWebhookSecret.set && secrets.engageVerifyToken.set
      ? null
      : "Continue: secret and verification token are made for you.",
  desired: desiredWebhook,
  observe: observeWebhook,
  apply: applyWebhook,
  recorded: recordTarget,
  checks: webhookChecks,
};
