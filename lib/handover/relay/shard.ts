/** How many parts the stream of events is cut into; the rows of relay_shard are made by the migration. */
export const SHARDS = 64;

/**
 * The shard of a conversation: 32-bit FNV-1a of its key. Every process must agree on it, and rows already written
 * carry it, so it never changes.
 */
export function shardOf(conversationKey: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < conversationKey.length; i++) {
    hash = Math.imul(hash ^ conversationKey.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}
