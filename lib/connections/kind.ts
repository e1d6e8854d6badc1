import "server-only";
import type { Secrets } from "./kept-secrets.ts";
import type { CheckReport, ConnectionKind, SettingsOf, TenantOf } from "./schema.ts";

/** Whose request log and breakers a check belongs to. */
export type CheckContext = { connectionId?: string; requestId?: string };

export type Account = {
  /** How a configuration names it. */
  id: string;
  /** What it is known by: two that share none of these are not the same. Empty where nothing is known. */
  ids: readonly string[];
  /** Connections that lead to one account have this in common, and no others. */
  key: string;
  /** How a person knows it. */
  label: string;
};

/** Everything in which one kind of connection differs from another, for the verbs that are the same for all. */
export type KindOfConnection<Kind extends ConnectionKind> = {
  /** The address whose host tells a sandbox from a live tenant. */
  home(settings: SettingsOf[Kind]): string;
  /** Everything that is called. */
  bases(settings: SettingsOf[Kind], tenant: TenantOf[Kind] | null): readonly (string | undefined)[];
  account(tenant: TenantOf[Kind]): Account;
  /** Who it acts as, for the audit log. */
  principal(settings: SettingsOf[Kind], tenant: TenantOf[Kind] | null): Record<string, unknown>;
  /** Tries secrets at the vendor: keeps and changes nothing. */
  check(settings: SettingsOf[Kind], secrets: Secrets, context: CheckContext): Promise<CheckReport<Kind>>;
  /** The same with everything that is kept of a connection. */
  checkStored(
    settings: SettingsOf[Kind],
    connectionId: string,
    context: CheckContext,
  ): Promise<CheckReport<Kind>>;
};
