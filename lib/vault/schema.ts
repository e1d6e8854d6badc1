/** What may be shown of a stored secret. Times in ISO 8601 UTC. */
export type SecretView =
  | { set: true; hint: string; setAt: string; expiresAt: string | null }
  | { set: false };
