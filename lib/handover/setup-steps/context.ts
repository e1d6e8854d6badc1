import type { BotSecretField, StoredBot } from "#lib/handover/bot/schema.ts";
import type { HandoverSettings } from "#lib/handover/relay/schema.ts";
import type { HandoverState } from "#lib/handover/schema.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import type { SecretView } from "#lib/vault/schema.ts";

/** What the steps that all kinds of handover have may ask. */
export type HandoverBase = SetupBase & {
  publicUrl: string;
  provider: {
    id: string;
    name: string;
    state: HandoverState;
    bot: StoredBot;
    settings: HandoverSettings;
    liveSince: Date | null;
    version: number;
  };
  connection: {
    id: string;
    name: string;
    environment: string;
    lastOkAt: Date | null;
    failing: boolean;
  } | null;
  /** What may be shown of the bot's secrets. */
  botSecrets: Record<BotSecretField, SecretView>;
};

/** The remote id of a line that has been applied. */
export function remoteIdOf({ managed }: SetupBase, lineId: string): string | null {
  return managed.find((record) => record.lineId === lineId)?.remoteId ?? null;
}
