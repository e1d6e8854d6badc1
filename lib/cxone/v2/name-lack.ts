import { rightOf, scopeOf } from "./scopes.ts";

const SCOPE = /\b[a-z]+(?::[a-z]+){1,2}\b/;

/** What a client lacks after a 403: a scope or a right of its security profile, as CXone says it, or else either (T-71, P-30). */
export function lackOf({ message, operation }: { message: string; operation: string }) {
  const named = SCOPE.exec(message)?.[0];
  const scope = named ?? scopeOf(operation) ?? "that this call needs";
  const right = rightOf(operation);
  const ofScope = {
    cause: `The token lacks the scope ${scope}.`,
    fix: `In CXone open Admin > Security > OAuth Clients and tick ${scope} for this client.`,
  };
  const ofProfile = {
    cause: `The client's security profile lacks ${right}.`,
    fix: `In CXone open Admin > Security > Security Profiles and add ${right} to the profile of this client.`,
  };
  if (named) return ofScope;
  if (/permission|profile/i.test(message)) return ofProfile;
  return {
    cause: `${ofScope.cause} Or its security profile lacks ${right}.`,
    fix: `${ofScope.fix} Then see under Security Profiles that its profile has ${right}.`,
  };
}
