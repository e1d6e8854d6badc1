import "server-only";
import { CxoneError } from "#lib/cxone/errors.ts";
import type { TokenSet } from "#lib/cxone/token.ts";
import { db } from "#lib/db/client.ts";
import type { Send } from "#lib/http/request.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { requestToken } from "./cxone/request-token.ts";
import type { CredentialKind } from "./cxone/schema.ts";
import { signInToV2 } from "./cxone-v2/request-token.ts";
import { secretFieldsOf } from "./kept-secrets.ts";
import { readSecrets } from "./read-secrets.ts";
import type { SecretFieldOf, SettingsOf, TenantOf } from "./schema.ts";
import { loadConnection, loadConnectionOf, subjectOf, wrongKind } from "./stored-connection.ts";

/** Kinds whose vendor lets two secrets of one owner hold side by side. */
export type RotatableKind = "cxone" | "cxone-v2";

/** One set of credentials to try; `previous` names what in it is the older of two that overlap. */
export type Candidate<Kind extends RotatableKind = "cxone"> = {
  settings: SettingsOf[Kind];
  secrets: Partial<Record<SecretFieldOf[Kind], string>>;
  /** What the last good check found; null before it. */
  tenant?: TenantOf[Kind] | null;
  previous: readonly CredentialKind[];
};

/** The vault's field of a credential. */
export const SECRET_OF = { accessKey: "accessKeySecret", clientSecret: "clientSecret" } as const;
export const CREDENTIAL_NAME = { accessKey: "access key", clientSecret: "client secret" } as const;

/** What CXone says when a credential is at fault, and not the network or CXone itself. */
const REFUSED: ReadonlySet<string> = new Set([
  "wrong_client",
  "client_disabled",
  "wrong_access_key",
  "credentials_rejected",
  "unauthorized",
]);

/** What a connection can sign in with: the current credentials first, then each mixture with the older ones that still hold. */
export async function readCandidates<Kind extends RotatableKind>(
  connectionId: string,
  kind: Kind,
): Promise<[Candidate<Kind>, ...Candidate<Kind>[]]> {
  const { settings, tenant } = await loadConnectionOf(connectionId, kind);
  const subject = subjectOf(connectionId);
  const secrets: Candidate<Kind>["secrets"] = await readSecrets(connectionId, secretFieldsOf(kind));
  const candidates: [Candidate<Kind>, ...Candidate<Kind>[]] = [{ settings, secrets, tenant, previous: [] }];
  for (const { kind, oldId } of await db().credentialOverlap.findMany({
    where: { subject },
    orderBy: { kind: "asc" },
  })) {
    const field = SECRET_OF[kind as CredentialKind];
    const old = await readSecret(db(), subject, previousOf(field));
    if (!old) continue;
    for (const candidate of [...candidates]) {
      candidates.push({
        ...candidate,
        settings: oldId ? { ...candidate.settings, accessKeyId: oldId } : candidate.settings,
        secrets: { ...candidate.secrets, [field]: old },
        previous: [...candidate.previous, kind as CredentialKind],
      });
    }
  }
  return candidates;
}

/**
 * Signs in with the first candidate that CXone accepts. When none is, the error is that of the current credentials: they
 * are what has to be mended.
 */
export async function signInWithAny<One, Token>(
  candidates: readonly One[],
  signIn: (candidate: One) => Promise<Token>,
): Promise<{ set: Token; used: One }> {
  let first: unknown;
  for (const candidate of candidates) {
    try {
      return { set: await signIn(candidate), used: candidate };
    } catch (error) {
      first ??= error;
      if (!(error instanceof CxoneError) || !REFUSED.has(error.code)) throw first;
    }
  }
  throw first;
}

/** The same with an access key of CXone. */
export const requestTokenOfAny = (
  send: Send,
  candidates: readonly Candidate[],
  context: { connectionId?: string; requestId?: string },
): Promise<{ set: TokenSet; used: Candidate }> =>
  signInWithAny(candidates, ({ settings, secrets }) => requestToken(send, settings, secrets, context));

type StoredToken = Pick<TokenSet, "accessToken" | "expiresInSeconds">;

/** Signs in for a stored connection, and notes which of two overlapping secrets did it. Throws CxoneError. */
export async function requestStoredToken(send: Send, connectionId: string): Promise<StoredToken> {
  const connection = await loadConnection(connectionId);
  const context = { connectionId };
  switch (connection.kind) {
    case "cxone": {
      const candidates = await readCandidates(connectionId, "cxone");
      return noted(connectionId, candidates, await requestTokenOfAny(send, candidates, context));
    }
    case "cxone-v2": {
      const candidates = await readCandidates(connectionId, "cxone-v2");
      const signIn = (one: Candidate<"cxone-v2">) => signInToV2(send, one, context);
      return noted(connectionId, candidates, await signInWithAny(candidates, signIn));
    }
    default:
      throw wrongKind(connection, "cxone");
  }
}

async function noted<Token>(
  connectionId: string,
  candidates: readonly unknown[],
  { set, used }: { set: Token; used: { previous: readonly CredentialKind[] } },
): Promise<Token> {
  if (candidates.length > 1) await noteUse(connectionId, used.previous);
  return set;
}

const fallbackCause = (connectionId: string, kind: string) => `connection:${connectionId}:fallback:${kind}`;

/** Keeps which secrets were used; warns once when an older one had to step in, and takes that back when the new one works. */
export async function noteUse(connectionId: string, previous: readonly CredentialKind[]): Promise<void> {
  const subject = subjectOf(connectionId);
  const now = new Date();
  await db().$transaction(async (tx) => {
    const { name } = await loadConnection(connectionId, tx);
    for (const overlap of await tx.credentialOverlap.findMany({ where: { subject } })) {
      const kind = overlap.kind as CredentialKind;
      const where = { subject_kind: { subject, kind } };
      if (previous.includes(kind)) {
        const fallingBackSince = overlap.fallingBackSince ?? now;
        await tx.credentialOverlap.update({ where, data: { oldUsedAt: now, fallingBackSince } });
        await openNotice(tx, {
          cause: fallbackCause(connectionId, kind),
          severity: "warning",
          title: `${name}: the new ${CREDENTIAL_NAME[kind]} is refused`,
          body: "The previous one still does the work, and is kept until the new one is accepted. Enter the new one again.",
          link: `/connections/${connectionId}/credentials`,
          now,
        });
      } else if (overlap.fallingBackSince || !overlap.newUsedAt) {
        const newUsedAt = overlap.newUsedAt ?? now;
        await tx.credentialOverlap.update({ where, data: { newUsedAt, fallingBackSince: null } });
        await resolveNotice(tx, fallbackCause(connectionId, kind), now);
        // The refusals of the new one until now are explained, and no concern any more.
        if (overlap.fallingBackSince)
          await tx.connection.update({ where: { id: connectionId }, data: { recoveredAt: now } });
      }
    }
  });
}
