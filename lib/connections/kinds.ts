import "server-only";
import { cxoneKind } from "./cxone/kind.ts";
import { cxoneV2Kind } from "./cxone-v2/kind.ts";
import { engageKind } from "./engage/kind.ts";
import type { Draft, Secrets } from "./kept-secrets.ts";
import type { Account, CheckContext, KindOfConnection } from "./kind.ts";
import type { CheckReport, ConnectionKind, SettingsOf, TenantOf } from "./schema.ts";

const KINDS: { readonly [Kind in ConnectionKind]: KindOfConnection<Kind> } = {
  cxone: cxoneKind,
  "cxone-v2": cxoneV2Kind,
  engage: engageKind,
};

type Kept<Kind extends ConnectionKind = ConnectionKind> = {
  [K in Kind]: { kind: K; settings: SettingsOf[K]; tenant: TenantOf[K] | null };
}[Kind];

/** The address whose host tells a sandbox from a live tenant. */
export const homeOf = <Kind extends ConnectionKind>(draft: Draft<Kind>): string =>
  KINDS[draft.kind].home(draft.settings);

/** Everything that a connection calls. */
export function originsOf<Kind extends ConnectionKind>(kept: Kept<Kind>): string[] {
  const bases = KINDS[kept.kind].bases(kept.settings, kept.tenant);
  const origins = bases.flatMap((base) => (base && URL.canParse(base) ? [new URL(base).origin] : []));
  return [...new Set(origins)];
}

export const accountOf = <Kind extends ConnectionKind>(kind: Kind, tenant: TenantOf[Kind]): Account =>
  KINDS[kind].account(tenant);

/** What all connections to the same account have in common; null for one that was never checked. */
export function accountKey({ kind, tenant }: { kind: string; tenant: unknown }): string | null {
  if (!tenant) return null;
  // Kind and tenant come of one row.
  return accountOf(kind as ConnectionKind, tenant as TenantOf[ConnectionKind]).key;
}

/** Who a connection acts as, for the audit log. */
export const principalOf = <Kind extends ConnectionKind>(
  draft: Draft<Kind>,
  tenant: TenantOf[Kind] | null,
): Record<string, unknown> => KINDS[draft.kind].principal(draft.settings, tenant);

/** Tries credentials without keeping or changing anything: named checks, each with what it does not prove. */
export const tryDraft = <Kind extends ConnectionKind>(
  draft: Draft<Kind>,
  secrets: Secrets,
  context: CheckContext,
): Promise<CheckReport<Kind>> => KINDS[draft.kind].check(draft.settings, secrets, context);

/** The same with everything that is kept of a connection. */
export const tryStored = <Kind extends ConnectionKind>(
  draft: Draft<Kind>,
  connectionId: string,
  context: CheckContext,
): Promise<CheckReport<Kind>> => KINDS[draft.kind].checkStored(draft.settings, connectionId, context);
