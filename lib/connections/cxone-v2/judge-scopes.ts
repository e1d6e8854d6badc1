import "server-only";
import { missingScopes, OUTBOUND_SCOPES, VOICE_SCOPES } from "#lib/cxone/v2/scopes.ts";
import type { SecurityProfile } from "#lib/cxone/v2/security-profiles.ts";
import type { Finding } from "../run-checks.ts";

type Verdict = Finding<null>;

const WHERE = "In CXone open Admin > Security > OAuth Clients, edit this client and tick";

/** Names each scope that voice transfers need and the token lacks (T-01, T-71). */
export function judgeVoiceScopes(granted: readonly string[] | null): Verdict {
  if (!granted) return unknown(Object.keys(VOICE_SCOPES));
  const missing = missingScopes(VOICE_SCOPES, granted);
  // Who may do neither has connected the wrong client; who only starts calls needs none of these.
  const useless = missing.includes("voice:call:control") && !granted.includes("outbound:call");
  return verdict(missing, VOICE_SCOPES, "Transfers", useless);
}

/** And for Personal Connection calls (P-02). Without them transfers work all the same. */
export function judgeOutboundScopes(granted: readonly string[] | null): Verdict {
  if (!granted) return unknown(Object.keys(OUTBOUND_SCOPES));
  return verdict(
    missingScopes(OUTBOUND_SCOPES, granted),
    OUTBOUND_SCOPES,
    "Personal Connection calls",
    false,
  );
}

function verdict<Scope extends string>(
  missing: readonly Scope[],
  uses: Readonly<Record<Scope, string>>,
  what: string,
  fails: boolean,
): Verdict {
  if (missing.length === 0) return { message: `${what} have all scopes they need.`, value: null };
  const named = missing.map((scope) => `${scope} (to ${uses[scope]})`).join(", ");
  return {
    state: fails ? "failed" : "warning",
    message: `${what} lack ${named}.`,
    fix: `${WHERE} ${missing.join(", ")}. Then check again.`,
    value: null,
  };
}

const unknown = (scopes: readonly string[]): Verdict => ({
  state: "warning",
  message: "The answer to the sign-in does not name the scopes of the token.",
  fix: `${WHERE} ${scopes.join(", ")}, if they are not.`,
  value: null,
});

/** What the security profile must allow besides (T-71). */
const NEEDED_RIGHTS = ["Voice Call Control", "Queue Read"] as const;

/** Says which of the rights is in none of the profiles. Null: they may not be read. */
export function judgeProfiles(profiles: readonly SecurityProfile[] | null): Verdict {
  const look = `Look in CXone under Admin > Security > Security Profiles whether the client's profile has ${NEEDED_RIGHTS.join(" and ")}.`;
  if (!profiles) {
    return { state: "warning", message: "Security profiles cannot be read.", fix: look, value: null };
  }
  const names = profiles.map(({ name }) => name).filter(Boolean);
  const read = names.length > 0 ? `Read: ${names.slice(0, 5).join(", ")}.` : "There is none.";
  const told = profiles.flatMap(({ permissions }) => permissions ?? []).map(comparable);
  if (profiles.every(({ permissions }) => permissions === null)) {
    return { message: `${read} What they allow is not told.`, value: null };
  }
  const missing = NEEDED_RIGHTS.filter((right) => !told.includes(comparable(right)));
  if (missing.length === 0) return { message: `${read} ${NEEDED_RIGHTS.join(" and ")} are in.`, value: null };
  return {
    state: "warning",
    message: `${read} Missing: ${missing.join(", ")}.`,
    fix: `In CXone open Admin > Security > Security Profiles, add ${missing.join(" and ")} to the client's profile, then check again.`,
    value: null,
  };
}

const comparable = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "");
