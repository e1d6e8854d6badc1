import type { CxoneTenant } from "#lib/connections/cxone/schema.ts";
import type { Channel } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import type { ScriptContent } from "#lib/cxone/scripts.ts";
import type { SkillInput } from "#lib/handover/schema.ts";
import type { HandoverBase } from "#lib/handover/setup-steps/context.ts";
import type { SecretView } from "#lib/vault/schema.ts";

/** Everything the steps of a CXone handover may ask. */
export type HandoverContext = HandoverBase & {
  provider: HandoverBase["provider"] & { byocClientId: string };
  connection:
    | (NonNullable<HandoverBase["connection"]> & { issuer: string; tenant: CxoneTenant | null })
    | null;
  byocSecret: SecretView;
  /** Of the stored secret, for comparing; never shown. */
  byocSecretFingerprint: string | null;
  integrationId: string | null;
  skill: SkillInput | null;
  /** Remote ids of skills that an earlier teardown of this handover switched off: they are ours to switch on again. */
  switchedOff: ReadonlySet<string>;
  /** The client of the chosen connection; throws AppError when none is chosen. */
  cxone(): Promise<CxoneClient>;
  /**
   * The digital channels of the tenant, and the script of this handover: asked once for each look at the subject, however
   * many steps and checks want to know. A context is made afresh for each plan, each line of a run and each round of checks.
   */
  channels(): Promise<Channel[]>;
  script(): Promise<ScriptContent | null>;
  /** That of another one, to try it before it is chosen. */
  cxoneOf(connectionId: string): Promise<CxoneClient>;
};

export const SYSTEM = "CXone";

/** Where a person enters the vendor's consoles; null while no connection says so. */
export function consoleLink(context: HandoverContext): string | null {
  return context.connection ? new URL(context.connection.issuer).origin : null;
}
