import "server-only";
import { openSession, type SignedIn } from "#lib/auth/open-session.ts";
import { checkPassword } from "#lib/auth/sign-in.ts";
import type { SignInRequest } from "#lib/auth/sign-in-request.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { linkIdentity } from "./admit-person.ts";
import { pendingLinkOf } from "./pending-link.ts";

/**
 * Ties the identity that the provider has just confirmed to the account with the same verified address, once its
 * password was given, and signs in. Throws `link_ended` when nothing waits, `bad_input` at a wrong password.
 */
export async function linkAccount(
  input: { password: string },
  from: SignInRequest & { cookie: string | null },
): Promise<SignedIn> {
  const who = pendingLinkOf(from.cookie, from.now);
  if (!who) throw new AppError("link_ended", { title: "This took too long", fix: "Sign in again." });
  const user = await checkPassword({ email: who.email, password: input.password }, from);
  if (!user) {
    throw new AppError("bad_input", {
      title: "That is not your password",
      fields: { password: "This is not the password of the account. Capital letters count." },
    });
  }
  return db().$transaction(async (tx) =>
    openSession(tx, await linkIdentity(tx, user, who, from), "oidc", from),
  );
}
