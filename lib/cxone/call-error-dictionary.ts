import type { ErrorEntry } from "./error-dictionary.ts";
import type { CxoneErrorCode } from "./errors.ts";

type Entries = Readonly<Partial<Record<CxoneErrorCode, ErrorEntry>>>;

const CLIENTS = "In CXone open Admin > Security > OAuth Clients";

/** Of the sign-in with client_credentials (T-70, P-30). */
const SIGN_IN: Entries = {
  wrong_client: {
    title: "CXone refused the client",
    cause: "The client ID or the client secret is wrong, or the client is disabled.",
    fix: `${CLIENTS}, see that the client is enabled, and enter ID and secret again. If it persists, rotate the secret.`,
    callers: "Until then no transfer and no call goes out; calls stay where they are.",
  },
  client_disabled: {
    title: "The client is disabled",
    cause: "An administrator has switched the client off. ID and secret are right.",
    fix: `${CLIENTS}, enable the client again, then test once more.`,
    callers: "Until then no transfer and no call goes out; calls stay where they are.",
  },
  credentials_rejected: {
    title: "CXone refused the client",
    cause:
      "The client ID or the client secret is wrong, or the client is disabled. CXone does not say which.",
    fix: `${CLIENTS}, see that the client is enabled, and enter ID and secret again. If it persists, rotate the secret.`,
    callers: "Until then no transfer and no call goes out; calls stay where they are.",
  },
  forbidden: {
    title: "The client may not ask for tokens",
    cause: "It is not allowed the grant client credentials.",
    fix: `${CLIENTS}, edit the client and allow client credentials.`,
  },
  rejected: {
    title: "CXone refused the sign-in",
    cause: "The client is not made for client credentials, or asks for scopes that it may not have.",
    fix: `${CLIENTS}, edit the client: the type is machine to machine, the grant client credentials.`,
  },
  wrong_issuer: {
    title: "There is no token endpoint at this address",
    cause: "Neither /api/v2/oauth/token nor /oauth/token, nor a typed token address, is known at {host}.",
    fix: "Check the environment or address. If tokens are elsewhere, enter the token address under Advanced.",
  },
};

const LIMITED: ErrorEntry = {
  title: "CXone limits our calls",
  cause: "Too many calls in a short time, from Patchbay or from other systems of the tenant.",
  fix: "Wait: the next try is possible at {retryAt}. Fewer calls at once and a longer time between looks keep it from coming back.",
  callers: "What was not sent waits until then; nobody is cut off by it.",
};

const REFUSED_TOKEN: ErrorEntry = {
  title: "CXone does not accept the token",
  cause: "A fresh token was refused too: the client was disabled, or its credentials were changed.",
  fix: "Check the connection. If it persists, rotate the credentials.",
  callers: "Until then no transfer and no call goes out; calls stay where they are.",
};

/** Of everything else in the API v2 (T-70, T-71, T-73). */
const V2: Entries = {
  unauthorized: REFUSED_TOKEN,
  forbidden: {
    title: "The client may not do this",
    cause: "{lack}",
    fix: "{grant}",
  },
  rate_limited: LIMITED,
  server_error: {
    title: "CXone has an error of its own",
    cause: "It failed each time it was asked.",
    fix: "Try again in a few minutes. If it persists, give NICE support {supportId}.",
  },
};

/** Of sending a call somewhere, in either dialect (T-72 to T-74). */
const TRANSFER: Entries = {
  rejected: {
    title: "CXone refused the transfer",
    cause: "An id is malformed or of another type than the target says, or the queue is not active.",
    fix: "Check the target in the policy: its type, its id, and whether the queue is active in CXone.",
    callers: "The call stays where it is, and the next target of the policy is tried.",
  },
  not_found: {
    title: "CXone does not know this call",
    cause: "The caller has hung up, or the id is of another tenant.",
    fix: "Nothing to do if the caller has hung up. Otherwise check the id of the call.",
  },
  conflict: {
    title: "The call is in transfer already",
    cause: "A transfer was sent before, by Patchbay or by somebody else.",
    fix: "Nothing to do: the call is read until it is known where it went.",
    callers: "The caller is not sent a second time.",
  },
  rate_limited: LIMITED,
  server_error: {
    title: "CXone could not route the call",
    cause: "Its routing took too long, or rules of a campaign contradict each other.",
    fix: "Look for circular routing in the campaign's rules, and compare the skills that the queue requires with those its agents hold. It is tried again after 30 s at the earliest. If it persists, give NICE support {supportId}.",
    callers:
      "The transfer may have happened all the same: the call is looked at before anything is sent again.",
  },
  timeout: {
    title: "CXone did not answer in time",
    cause: "CXone is slow, or a firewall swallows the connection to {host}.",
    fix: "Nothing to do for this call. If it stays, let your network team allow outgoing HTTPS to {host}.",
    callers:
      "The transfer may have happened all the same: the call is looked at before anything is sent again.",
  },
};

/** Of starting a Personal Connection call (P-30). */
const DIAL: Entries = {
  forbidden: {
    title: "This call may not be started",
    cause: "{lack} Or the agent is not assigned to the campaign.",
    fix: "{grant} See in the campaign, too, that the agent is assigned.",
    callers: "Nobody was called.",
  },
  rejected: {
    title: "CXone refused the call",
    cause:
      "The contact does not exist, the number is not in E.164 form, the campaign is unknown or allows neither Personal Connection nor API Initiated, or the agent is not assigned to it.",
    fix: "Correct what the message names. Each of the four can be checked in the form of the call.",
    callers: "Nobody was called.",
  },
  conflict: {
    title: "The agent cannot take a call now",
    cause: "The agent is away, or has another call.",
    fix: "Wait until the agent is Available or Ready, then try again.",
    callers: "Nobody was called.",
  },
  rate_limited: {
    ...LIMITED,
    fix: "Wait: the next try is possible at {retryAt}. Trying at once would only make the wait longer.",
    callers: "Nobody was called.",
  },
  server_error: {
    title: "CXone has an error of its own",
    cause: "It is most often gone after a short while.",
    fix: "See first whether the agent's phone rings; then try again after half a minute. If it persists, give NICE support {supportId}.",
    callers: "The call may have been started all the same: a second one could ring twice.",
  },
  timeout: {
    title: "CXone did not answer within 10 s",
    cause: "CXone is slow, or a firewall swallows the connection to {host}.",
    fix: "See first whether the agent's phone rings, then try again.",
    callers: "The call may have been started all the same: a second one could ring twice.",
  },
  unreachable: {
    title: "CXone cannot be reached",
    cause: "No connection to {host}, or it was dropped before an answer came.",
    fix: "Check the address of the connection, and that outgoing HTTPS to {host} is allowed.",
  },
};

/** By the name of an operation; the first that fits and knows the code is taken, before what holds for all of CXone. */
const FAMILIES: readonly (readonly [RegExp, Entries])[] = [
  [/^cxone\.token\.client-credentials$/, SIGN_IN],
  [/^cxone\.(v2\.transfer$|agent-sessions\.)/, TRANSFER],
  [/^cxone\.v2\.dial$/, DIAL],
  [/^cxone\.v2\./, V2],
];

/** What a failure means where calls are concerned; undefined for other operations. */
export const callErrorOf = (operation: string, code: CxoneErrorCode): ErrorEntry | undefined =>
  FAMILIES.find(([pattern, entries]) => pattern.test(operation) && entries[code])?.[1][code];
