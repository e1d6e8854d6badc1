import type { Content, WebhookEvent } from "../state/engage-conversation-model.ts";
import type { Source, Webhook } from "../state/engage-model.ts";

/** What one half of the simulated Engage tells the other. */
type Topics = {
  /** Something happened that webhooks may tell. */
  event: WebhookEvent;
  /** An agent (or the API in an agent's name) wrote something that has to go to the source. */
  reply: Content;
  /** The queue of these threads may have moved. */
  queue: { channelId: string };
  /** Saved in a way that makes Engage validate the endpoint: active, with a new URL or secret, or just made. */
  webhookSaved: Webhook;
  sourceSaved: Source;
  /** The customer's side types, or has stopped. */
  typing: { sourceId: string; threadForeignId: string; isTyping: boolean; preview: string };
};

type Listener<Value> = (value: Value) => void;

/** Carries what happens to whoever listens, and holds what is forgotten at a restart: counted calls and typing. */
export class EngageHub {
  readonly #listeners = new Map<keyof Topics, Listener<never>[]>();
  /** Calls in the current minute, by token; the minute begins with its first call. */
  readonly calls = new Map<string, { since: number; count: number }>();
  /** Last typing.start by source and thread, on the sandbox's clock. */
  readonly typing = new Map<string, number>();

  on<Topic extends keyof Topics>(topic: Topic, listener: Listener<Topics[Topic]>): void {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  emit<Topic extends keyof Topics>(topic: Topic, value: Topics[Topic]): void {
    for (const listener of (this.#listeners.get(topic) ?? []) as Listener<Topics[Topic]>[]) listener(value);
  }

  /** Forgets what was counted; those who listen stay. */
  forget(): void {
    this.calls.clear();
    this.typing.clear();
  }
}
