import { cxoneSecrets } from "./cxone/state.ts";
import { cxoneV2Secrets } from "./cxone-v2/state.ts";
import { engageSecrets } from "./engage/state.ts";
import type { ConnectionKind, SecretField, SecretFieldOf, SettingsOf } from "./schema.ts";

export type Secrets = Partial<Record<SecretField, string>>;

/** A secret that a connection cannot do without. */
export type NeededSecret = {
  field: SecretField;
  /** As a sentence says it: "client secret". */
  name: string;
  origin: string;
};

/** What is to be known of the secrets of one kind of connection. */
export type SecretsOfKind<Kind extends ConnectionKind> = {
  fields: readonly SecretFieldOf[Kind][];
  /** Where secrets are sent, and for which client: with any of it changed, a kept secret must not be used. */
  destination(settings: SettingsOf[Kind]): readonly (string | undefined)[];
  /** The id that a secret belongs to: with another id, the kept secret is not the one that is meant. */
  ownerOf(settings: SettingsOf[Kind], field: SecretField): string;
  needed(settings: SettingsOf[Kind]): readonly NeededSecret[];
};

const SECRETS: { readonly [Kind in ConnectionKind]: SecretsOfKind<Kind> } = {
  cxone: cxoneSecrets,
  "cxone-v2": cxoneV2Secrets,
  engage: engageSecrets,
};

/** Settings together with the kind that says what they are. */
export type Draft<Kind extends ConnectionKind = ConnectionKind> = {
  [K in Kind]: { kind: K; settings: SettingsOf[K] };
}[Kind];

export const secretFieldsOf = (kind: ConnectionKind): readonly SecretField[] => SECRETS[kind].fields;

export const neededSecrets = <Kind extends ConnectionKind>(draft: Draft<Kind>): readonly NeededSecret[] =>
  SECRETS[draft.kind].needed(draft.settings);

const destinationOf = <Kind extends ConnectionKind>(draft: Draft<Kind>): readonly (string | undefined)[] =>
  SECRETS[draft.kind].destination(draft.settings);

const ownerOf = <Kind extends ConnectionKind>(draft: Draft<Kind>, field: SecretField): string =>
  SECRETS[draft.kind].ownerOf(draft.settings, field);

/** True when a kept secret would go to another place, or be used for another client: then all must be entered again. */
export function leadsElsewhere(before: Draft, after: Draft): boolean {
  const from = destinationOf(before);
  return before.kind !== after.kind || destinationOf(after).some((part, index) => part !== from[index]);
}

/** True when the secret that is kept belongs to what the changed settings name. To be asked only when nothing leads elsewhere. */
export const stillFits = (before: Draft, after: Draft, field: SecretField): boolean =>
  ownerOf(before, field) === ownerOf(after, field);

/** The secrets to use where some were left empty. To be called only when nothing leads elsewhere. */
export function mergeSecrets(kept: Secrets, before: Draft, after: Draft, given: Secrets): Secrets {
  const merged: Secrets = {};
  for (const field of secretFieldsOf(after.kind)) {
    const secret = given[field] ?? (stillFits(before, after, field) ? kept[field] : undefined);
    if (secret) merged[field] = secret;
  }
  return merged;
}
