import "server-only";
import * as z from "zod";
import { flag, id, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const webhook = z
  .object({
    id,
    active: flag,
    name: text,
    url: text,
    verify_token: text,
    staging_use: flag,
    registered_events: z
      .array(z.string())
      .nullish()
      .transform((events) => events ?? []),
    webhook_status: text,
    api_access_token: z
      .object({ id })
      .nullish()
      .catch(null)
      .transform((token) => token?.id ?? null),
  })
  .transform((row) => ({
    id: row.id,
    active: row.active,
    /** "" where Engage does not give it back. */
    name: row.name,
    url: row.url,
    verifyToken: row.verify_token,
    stagingUse: row.staging_use,
    events: row.registered_events,
    /** Engage's word; which there are is not documented. */
    status: row.webhook_status,
    /** Id of the API access token it belongs to. */
    accessTokenId: row.api_access_token,
  }));

/** The secret is never given back, and neither is the filter on sources (facts/engage.md §1.4, §3). */
export type Webhook = z.infer<typeof webhook>;

export interface WebhookInput {
  /** One webhook per API token and URL. */
  readonly url: string;
  readonly events: readonly string[];
  readonly name?: string;
  readonly active?: boolean;
  /** Comes back in the validation request (E-53). */
  readonly verifyToken?: string;
  /** ASCII, below 256 characters (E-50). */
  readonly secret?: string;
}

/** All webhooks of the token; of all tokens with the right `manage_api_access_tokens`. */
export async function listWebhooks(client: EngageClient): Promise<Webhook[]> {
  return listAll(client, "webhooks.list", {}, webhook);
}

export async function getWebhook(client: EngageClient, webhookId: string): Promise<Webhook | null> {
  return orNull(client.read("webhooks.get", { ids: { webhookId } }, webhook));
}

/**
 * Creates a webhook. Engage then calls its URL to validate it and disables the webhook when that fails, so the endpoint has to answer
 * before. Not repeated by itself: look for the URL first, and again after an error that `mayHaveHappened`.
 */
export async function createWebhook(client: EngageClient, input: WebhookInput): Promise<Webhook> {
  return client.read("webhooks.create", { parameters: parametersOf({ active: true, ...input }) }, webhook);
}

/** Changes what is given. A new URL or secret, or switching it on, makes Engage validate it again. */
export async function updateWebhook(
  client: EngageClient,
  webhookId: string,
  input: Partial<WebhookInput>,
): Promise<Webhook> {
  return client.read("webhooks.update", { ids: { webhookId }, parameters: parametersOf(input) }, webhook);
}

/** Deletes a webhook. False when there was none. */
export async function deleteWebhook(client: EngageClient, webhookId: string): Promise<boolean> {
  return (await orNull(client.request("webhooks.delete", { ids: { webhookId } }))) !== null;
}

const parametersOf = ({ url, events, name, active, verifyToken, secret }: Partial<WebhookInput>) => ({
  active,
  name,
  url,
  verify_token: verifyToken,
  secret,
  "registered_events[]": events,
});
