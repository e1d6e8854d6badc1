import type { Role } from "#lib/auth/schema.ts";
import type { OidcResult, RoleOfGroup } from "./schema.ts";

/**
 * The groups that a provider lists under a claim. The claim is looked up by its whole name first (names may be URLs),
 * then as a path (`realm_access.roles`). One group may come as a text instead of a list.
 */
export function groupsOf(claims: Record<string, unknown>, claim: string): string[] {
  const found = claim in claims ? claims[claim] : along(claims, claim.split("."));
  const list = Array.isArray(found) ? found : [found];
  return list.filter((group): group is string => typeof group === "string");
}

function along(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === "object" && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** The role of the first line whose group somebody is in; undefined when none fits, and they stay out. */
export function roleFor(groups: readonly string[], lines: readonly RoleOfGroup[]): Role | undefined {
  return lines.find(({ group }) => groups.includes(group))?.role;
}

type Told = { title: string; detail: string; fix: string };

/** What the page one lands on says. */
export const OIDC_SENTENCES: Record<OidcResult, Told> = {
  denied: {
    title: "The identity provider refused",
    detail: "You cancelled there, or may not use this application.",
    fix: "Try again, or ask who runs the provider to let you use Patchbay.",
  },
  "no-group": {
    title: "You are in no group that may use Patchbay",
    detail: "The provider knows you, but none of your groups has a role here.",
    fix: "Ask an admin which group you need, then sign in again.",
  },
  disabled: {
    title: "Your account is disabled",
    detail: "An admin of Patchbay switched it off.",
    fix: "Ask an admin to enable it.",
  },
  "email-not-verified": {
    title: "Your e-mail address is not verified",
    detail: "The provider gives no verified e-mail address of yours, and you have no account here yet.",
    fix: "Verify your address at the provider, then sign in again.",
  },
  expired: {
    title: "This sign-in took too long",
    detail: "It was begun more than 10 minutes ago, in another browser, or was used already.",
    fix: "Start again.",
  },
  "provider-failed": {
    title: "The identity provider did not answer as it should",
    detail: "Nobody was signed in.",
    fix: "Try again in a moment. An admin finds the call in the request log.",
  },
  link: {
    title: "You have an account here already",
    detail:
      "It has your address and a password. Enter that password once to sign in through the provider from now on.",
    fix: "If you do not know it, ask an admin for a reset link.",
  },
  unlinked: {
    title: "Your account belongs to another provider",
    detail: "An account with your address exists, without a password to prove that it is yours.",
    fix: "Ask an admin for a reset link, set a password, then sign in through the provider again.",
  },
  "other-person": {
    title: "That is somebody else",
    detail: "You confirmed as another person than the one who is signed in here.",
    fix: "Sign in at the provider as yourself and confirm again.",
  },
};
