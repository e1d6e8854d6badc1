/** What a token must carry for voice transfers (T-01), and what each is for. */
export const VOICE_SCOPES = {
  "voice:call:control": "read and transfer calls",
  "voice:queue:read": "read queues and their agents",
  "voice:campaign:read": "see whether a campaign is active",
  "routing:skill:read": "read skills",
  "user:presence:read": "note the presence of the agent at hand-off",
  "analytics:conversation:read": "read what CXone counted for a call",
} as const;
/** And for Personal Connection calls (P-02). */
export const OUTBOUND_SCOPES = {
  cxone: "use the API at all",
  "outbound:call": "start calls",
  "user:presence:read": "see whether the agent is ready",
} as const;

export type Scope = keyof typeof VOICE_SCOPES | keyof typeof OUTBOUND_SCOPES;

/** Those that are missing in the scopes of a token. */
export function missingScopes<Name extends string>(
  needed: Readonly<Record<Name, string>>,
  granted: readonly string[],
): Name[] {
  return (Object.keys(needed) as Name[]).filter((scope) => !granted.includes(scope));
}

/** The scope that an operation of the v2 API needs; null where none is documented. */
const SCOPES: Readonly<Record<string, Scope>> = {
  transfer: "voice:call:control",
  call: "voice:call:control",
  calls: "voice:call:control",
  queues: "voice:queue:read",
  queue: "voice:queue:read",
  "queue-agents": "voice:queue:read",
  "queue-campaigns": "voice:campaign:read",
  campaigns: "voice:campaign:read",
  campaign: "voice:campaign:read",
  "campaign-agents": "voice:campaign:read",
  skills: "routing:skill:read",
  metrics: "analytics:conversation:read",
  presence: "user:presence:read",
  interaction: "user:presence:read",
  dial: "outbound:call",
  "outbound-call": "outbound:call",
};

/** By the name of an operation, such as `cxone.v2.transfer`. */
export const scopeOf = (operation: string): Scope | null =>
  operation.startsWith("cxone.v2.") ? (SCOPES[operation.slice("cxone.v2.".length)] ?? null) : null;

/** What the security profile has to allow besides the scope (T-71). */
export const rightOf = (operation: string): string => {
  if (/^cxone\.v2\.(queue|skill|campaign)/.test(operation)) return "Queue Read";
  return /^cxone\.v2\.(dial|outbound)/.test(operation) ? "Personal Connection" : "Voice Call Control";
};
