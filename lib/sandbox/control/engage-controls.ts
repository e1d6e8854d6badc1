/** The controls of the simulated Engage for tests, over HTTP; refusals are thrown with the sandbox's sentence. */

export type AgentDeed = {
  action:
    | "take"
    | "reply"
    | "close"
    | "cancel"
    | "reopen"
    | "ignore"
    | "transfer"
    | "defer"
    | "categorise"
    | "type"
    | "delete";
  threadForeignId: string;
  /** Id or e-mail address; whoever may answer when it is absent. */
  agentId?: string;
  text?: string;
  html?: boolean;
  attachments?: { url: string; filename?: string; type?: string }[];
  seconds?: number;
  categoryIds?: string[];
  typing?: boolean;
  contentForeignId?: string;
};

export type WebhookWishes = {
  /** How often each delivery is made. */
  duplicate?: number;
  /** True: random order; or one of the orders by name. */
  shuffle?: boolean | "issued" | "reversed" | "random";
  hold?: boolean;
  /** Lets go what was held. */
  release?: true;
  batch?: number;
  omit?: string[];
  closedAt?: null | "time";
  retrySeconds?: number[];
  disableAfter?: number;
  suspendPercent?: number;
  /** Makes the last delivery of every webhook again, that many times at once. */
  repeat?: number;
};

export type SetUp = {
  taskMode?: boolean;
  source?: {
    id?: string;
    baseUri?: string;
    token?: string;
    active?: boolean;
    alternativeSignature?: boolean;
    verifySignature?: boolean;
    fromName?: string;
    defaultCategoryIds?: string[];
  };
  webhook?: {
    id?: string;
    url?: string;
    active?: boolean;
    sourceStrategy?: "all_except" | "none_except";
    sourceIds?: string[];
  };
  agents?: {
    id: string;
    sourceId?: string;
    rights?: string[];
    categoryIds?: string[];
    presence?: "available" | "away" | null;
  }[];
  identities?: { foreignId: string; controlled?: boolean; agentIds?: string[] }[];
};

export type ThreadState = {
  id: string;
  sourceId: string;
  categoryIds: string[];
  extraData: Record<string, unknown>;
  contents: {
    id: string;
    foreignId: string | null;
    authorForeignId: string | null;
    side: "company" | "customer";
    creatorId: string | null;
    status: string;
    body: string;
    contextData: Record<string, unknown>;
    synchronizationStatus: string;
    synchronizationError: string | null;
    remotelyDeleted: boolean;
    isRead: boolean;
  }[];
  interventions: { id: string; userId: string; closed: boolean; isDeferred: boolean }[];
  /** Types of the events of this thread, oldest first. */
  events: string[];
};

export function engageControls(baseUrl: string) {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${baseUrl}/control/engage/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was refused with ${response.status}: ${text}`);
    return (text === "" ? null : JSON.parse(text)) as Answer;
  };
  type Webhooks = {
    webhooks: { id: string; url: string; active: boolean; status: string; lastError: string | null }[];
    deliveries: {
      id: string;
      webhookId: string;
      state: string;
      attempts: number;
      types: (string | null)[];
    }[];
    statuses?: (number | null)[];
  };
  type Sources = { sources: { id: string; status: string; errorMessage: string | null }[] };
  return {
    setUp: (given: SetUp) => call<null>("POST", "set-up", given),
    agent: (deed: AgentDeed) =>
      call<{ agentId: string; threadId: string; contentId: string | null }>("POST", "agent", deed),
    thread: (foreignId: string) => call<ThreadState>("GET", `threads/${encodeURIComponent(foreignId)}`),
    webhooks: (wishes?: WebhookWishes) =>
      wishes ? call<Webhooks>("POST", "webhooks", wishes) : call<Webhooks>("GET", "webhooks"),
    sync: (sourceId?: string) => call<Sources>("POST", "sync", { sourceId }),
    /** In seconds; null and absent go out as they are. */
    queue: (update: {
      threadForeignId: string;
      position?: number | null;
      estimatedWaitTime?: number | null;
    }) => call<null>("POST", "queue", update),
    /** Any action of the Source SDK, such as messages.show. */
    call: (action: string, params?: Record<string, unknown>, sourceId?: string) =>
      call<{ ok: boolean; body?: unknown; error?: string }>("POST", "call", { action, params, sourceId }),
  };
}
