import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { openSession, type SignedIn } from "#lib/auth/open-session.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { hashToken } from "#lib/auth/session.ts";
import { type SignInRequest, signInCtx } from "#lib/auth/sign-in-request.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { AccessLink } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { stateOf } from "./access-link.ts";
import type { AcceptLink, LinkPurpose, LinkState, LinkView } from "./schema.ts";

/** What whoever holds a link is told before they use it. Throws `link_ended` with why it does not work. */
export async function lookAtLink(
  input: { token: string; purpose: LinkPurpose },
  now: Date,
): Promise<LinkView> {
  const { email, name, role, expiresAt } = await findOpen(input, now);
  return { email, name, role, expiresAt: expiresAt.toISOString() };
}

/**
 * Uses a link: sets the password and signs its holder in. An invitation makes the person; a reset ends every session
 * they had. Of two who use the same link at once, one gets in and the other is told that it was used.
 */
export async function acceptLink(input: AcceptLink, request: SignInRequest): Promise<SignedIn> {
  const link = await findOpen(input, request.now);
  // Slow on purpose, so not inside the transaction.
  const passwordHash = await hashPassword(input.password);
  return db().$transaction(async (tx) => {
    const { count } = await tx.accessLink.updateMany({
      where: { id: link.id, endedAt: null },
      data: { endedAt: request.now, endedBy: "used" },
    });
    if (count === 0) throw ended("used");
    const user = await (link.purpose === "invite" ? join : reset)(tx, link, passwordHash, request);
    return openSession(tx, user, "password", request);
  });
}

async function findOpen({ token, purpose }: { token: string; purpose: LinkPurpose }, now: Date) {
  const link = await db().accessLink.findUnique({ where: { tokenHash: hashToken(token), purpose } });
  const state = link ? stateOf(link, now) : "unknown";
  if (!link || state !== "open") throw ended(state);
  return link;
}

async function join(tx: Tx, link: AccessLink, passwordHash: string, request: SignInRequest) {
  const { email, name } = link;
  if (await tx.user.findUnique({ where: { email } })) {
    throw new AppError("link_ended", {
      title: "You are here already",
      detail: `Somebody with the address ${email} can sign in since this link was made.`,
      fix: "Sign in, or ask an admin to reset your password.",
    });
  }
  const role = link.role ?? "auditor";
  const user = await tx.user.create({
    data: { id: newId("usr"), email, name, role, passwordHash, createdAt: request.now },
  });
  await writeAudit(tx, signInCtx(user, request), {
    action: "user.joined",
    object: `user:${user.id}`,
    after: { email, name, role, invitation: link.id },
  });
  return user;
}

async function reset(tx: Tx, link: AccessLink, passwordHash: string, request: SignInRequest) {
  const where = { id: link.userId ?? "", disabledAt: null };
  const { count } = await tx.user.updateMany({
    where,
    data: { passwordHash, version: { increment: 1 }, revision: { increment: 1 } },
  });
  const user = count === 1 ? await tx.user.findUnique({ where }) : null;
  if (!user) throw ended("withdrawn");
  await writeAudit(tx, signInCtx(user, request), {
    action: "user.password_reset",
    object: `user:${user.id}`,
    after: { link: link.id },
  });
  return user;
}

const REASONS: Record<Exclude<LinkState, "open"> | "unknown", { title: string; detail: string }> = {
  used: {
    title: "This link was used already",
    detail: "A link works once. If that was you, sign in with the password you chose.",
  },
  expired: { title: "This link has run out", detail: "A link works for 72 hours." },
  withdrawn: { title: "This link was withdrawn", detail: "An admin ended it before it was used." },
  replaced: { title: "There is a newer link", detail: "Only the newest link works." },
  unknown: {
    title: "This link is not known",
    detail: "Part of it may be missing: copy the whole address, to its last character.",
  },
};

const ended = (state: LinkState | "unknown") =>
  new AppError("link_ended", state === "open" ? {} : REASONS[state]);
