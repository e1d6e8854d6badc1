import "server-only";
import * as z from "zod";
import { hashToken } from "#lib/auth/session.ts";
import { db } from "#lib/db/client.ts";
import { open, seal } from "#lib/vault/seal.ts";

/** Somebody who has to look for the password of a mailbox needs longer than a sign-in does. */
const MINUTES = 15;
/** Used and late ones are kept for a while, to say what they are. */
const FORGET_MS = 86_400_000;

const sealedSchema = z.object({ codeVerifier: z.string(), nonce: z.string() });
const placeOf = (stateHash: string) => `smtp-authorisation:${stateHash}`;

type Kept = { smtpId: string; sessionId: string; back: string; codeVerifier: string; nonce: string };

/** Keeps a round trip to Microsoft under its state, for one session. */
export async function keepAuthorisation(state: string, kept: Kept, now: Date): Promise<void> {
  const { codeVerifier, nonce, ...plain } = kept;
  const stateHash = hashToken(state);
  await db().smtpAuthorisation.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - FORGET_MS) } },
  });
  await db().smtpAuthorisation.create({
    data: {
      ...plain,
      stateHash,
      sealed: seal(JSON.stringify({ codeVerifier, nonce }), placeOf(stateHash)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + MINUTES * 60_000),
    },
  });
}

export type Taken =
  | (Kept & { ok: true })
  /** A state that nobody knows belongs to no mail server: `back` leads to all of them. */
  | { ok: false; why: "unknown"; back: string }
  | { ok: false; why: "other_session" | "used" | "expired"; back: string; smtpId: string };

/** Takes a round trip up, once: of two that come back with one state, the second is told so. */
export async function takeAuthorisation(
  state: string | undefined,
  sessionId: string | undefined,
  now: Date,
): Promise<Taken> {
  const stateHash = hashToken(state ?? "");
  const row = state ? await db().smtpAuthorisation.findUnique({ where: { stateHash } }) : null;
  if (!row) return { ok: false, why: "unknown", back: "/email/smtp" };
  const { smtpId, back } = row;
  // Somebody else's answer in this browser: whoever sent the link wants their own mailbox authorised here.
  if (row.sessionId !== sessionId) return { ok: false, why: "other_session", back, smtpId };
  const { count } = await db().smtpAuthorisation.updateMany({
    where: { stateHash, usedAt: null },
    data: { usedAt: now },
  });
  if (count === 0) return { ok: false, why: "used", back, smtpId };
  if (row.expiresAt <= now) return { ok: false, why: "expired", back, smtpId };
  const { codeVerifier, nonce } = sealedSchema.parse(JSON.parse(open(row.sealed, placeOf(stateHash))));
  return { ok: true, smtpId, sessionId: row.sessionId, back, codeVerifier, nonce };
}
