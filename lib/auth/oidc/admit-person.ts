import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { refuseLastAdmin } from "#lib/auth/last-admin.ts";
import type { Role } from "#lib/auth/schema.ts";
import { type SignInRequest, signInCtx } from "#lib/auth/sign-in-request.ts";
import type { Tx } from "#lib/db/client.ts";
import type { User } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import type { OidcResult } from "./schema.ts";

/** What the provider said of somebody, and the role that their groups give. */
export type Recognised = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  role: Role;
};

export type Admission = { ok: true; user: User } | { ok: false; reason: OidcResult; userId?: string };

/**
 * Finds or makes the person behind an identity. (issuer, subject) decides: an address may change hands, a subject never
 * does. A new identity is taken only with an address that the provider has verified, and then:
 *
 * - somebody here has that address and a password: not taken over silently. They enter the password once (`link`);
 *   whoever controls a mailbox at the provider must not get an account that existed before it.
 * - somebody here has it without a password: nothing could prove that it is them, so an admin must help (`unlinked`).
 * - it is invited: the invitation is used. The groups decide the role, not the invitation.
 * - otherwise the mapped group is the invitation: the person is made.
 */
export async function admitPerson(tx: Tx, who: Recognised, request: SignInRequest): Promise<Admission> {
  const { issuer, subject, email } = who;
  const identity = await tx.oidcIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { user: true },
  });
  if (identity) {
    if (identity.user.disabledAt) return { ok: false, reason: "disabled", userId: identity.userId };
    return { ok: true, user: await followGroups(tx, identity.user, who, request) };
  }
  if (!email || !who.emailVerified) return { ok: false, reason: "email-not-verified" };
  const known = await tx.user.findUnique({ where: { email } });
  if (known?.disabledAt) return { ok: false, reason: "disabled", userId: known.id };
  if (known) return { ok: false, reason: known.passwordHash ? "link" : "unlinked", userId: known.id };
  return { ok: true, user: await join(tx, { ...who, email }, request) };
}

/** Ties an identity to a person who has just proved by their password that the account is theirs. */
export async function linkIdentity(
  tx: Tx,
  user: User,
  who: Recognised,
  request: SignInRequest,
): Promise<User> {
  const { issuer, subject } = who;
  await tx.oidcIdentity.create({ data: { issuer, subject, userId: user.id, linkedAt: request.now } });
  await writeAudit(tx, signInCtx(user, request), {
    action: "user.identity_linked",
    object: `user:${user.id}`,
    after: { issuer, subject },
  });
  return followGroups(tx, user, who, request);
}

async function join(tx: Tx, who: Recognised & { email: string }, request: SignInRequest): Promise<User> {
  const { issuer, subject, email, role } = who;
  const name = (who.name?.trim() || email.split("@")[0] || email).slice(0, 80);
  const { count: invitations } = await tx.accessLink.updateMany({
    where: { purpose: "invite", email, endedAt: null },
    data: { endedAt: request.now, endedBy: "used" },
  });
  const user = await tx.user.create({
    data: {
      id: newId("usr"),
      email,
      name,
      role,
      createdAt: request.now,
      identities: { create: { issuer, subject, linkedAt: request.now } },
    },
  });
  await writeAudit(tx, signInCtx(user, request), {
    action: "user.joined",
    object: `user:${user.id}`,
    after: { email, name, role, issuer, subject, invited: invitations > 0 },
  });
  return user;
}

/** The role follows the groups at each sign-in. The last admin keeps theirs: somebody must be able to repair the groups. */
async function followGroups(tx: Tx, user: User, who: Recognised, request: SignInRequest): Promise<User> {
  const { role } = who;
  if (user.role === role) return user;
  if (user.role === "admin" && (await isLastAdmin(tx, user.id))) return user;
  const changed = await tx.user.update({
    where: { id: user.id },
    data: { role, revision: { increment: 1 } },
  });
  await writeAudit(tx, signInCtx({ id: "sign-in", name: "Groups of the identity provider" }, request), {
    action: "user.role_changed",
    object: `user:${user.id}`,
    before: { role: user.role },
    after: { role },
  });
  return changed;
}

async function isLastAdmin(tx: Tx, id: string): Promise<boolean> {
  try {
    await refuseLastAdmin(tx, id);
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}
