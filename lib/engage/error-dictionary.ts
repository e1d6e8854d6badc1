import type { EngageErrorCode } from "./errors.ts";

export interface ErrorEntry {
  /** What happened, a short line. */
  readonly title: string;
  /** The usual reason. */
  readonly cause: string;
  /** What to do, one step. `{host}`, `{apiHost}`, `{right}` and `{retryAt}` are filled in. */
  readonly fix: string;
}

/** Signal → cause → fix for everything Engage can answer (facts/engage.md §1.2, §2.3). */
export const ENGAGE_ERRORS: Readonly<Record<EngageErrorCode, ErrorEntry>> = {
  bad_token: {
    title: "Engage does not accept the API token",
    cause: "The token is wrong, was deleted, or belongs to another account. A source's token is another one.",
    fix: "In Engage open Admin, API access tokens, copy the token's text and enter it again.",
  },
  token_disabled: {
    title: "The API token is disabled",
    cause: "The token is switched off, or the agent it belongs to.",
    fix: "In Engage open Admin, API access tokens, and enable the token. Check that its agent is enabled too.",
  },
  forbidden: {
    title: "The API token may not do this",
    cause: "Its agent's role lacks a right, or the object is in a state that does not allow it.",
    fix: "In Engage open Admin, Roles, and give the role of the token's agent the right {right}.",
  },
  closed_thread: {
    title: "The conversation is closed in Engage",
    cause: "Nobody can reply in a closed thread.",
    fix: "Wait for the visitor's next message: it opens the thread again.",
  },
  not_found: {
    title: "Engage does not know it",
    cause:
      "It was deleted, or the token's agent has no read permission on its source. Engage answers the same to both.",
    fix: "In Engage open Agents, the key beside the token's agent, and grant read on the source. Then try again.",
  },
  locked: {
    title: "Engage is working on it",
    cause: "It was being changed by somebody else, also after several tries.",
    fix: "Try again in a minute.",
  },
  impersonation_refused: {
    title: "Engage refuses to act for this agent",
    cause: "The token's agent may not impersonate others.",
    fix: "Use a token of the agent who should do it.",
  },
  compose_disabled: {
    title: "Messages cannot be started on this source",
    cause: "The source only takes replies.",
    fix: "Reply in a conversation that the visitor began.",
  },
  rejected: {
    title: "Engage refused the request",
    cause: "A value does not fit its rules.",
    fix: "Correct the value that the message names.",
  },
  rate_limited: {
    title: "Engage limits our calls",
    cause: "More than 500 calls in a minute, from Patchbay or from other systems that use this account.",
    fix: "Wait: the next try is possible at {retryAt}.",
  },
  wrong_host: {
    title: "This is not the address of the API",
    cause: "{host} is where people sign in. The API has a host of its own.",
    fix: "Use {apiHost}, or leave the API address empty: it is derived.",
  },
  html_answer: {
    title: "A web page came instead of data",
    cause: "The address belongs to a website or a sign-in page, or a proxy stands in between.",
    fix: "Check the address {host}. If it is right, ask your network team about a proxy on the way.",
  },
  unexpected_answer: {
    title: "Engage answered something unexpected",
    cause: "The answer is not what the API documents. It may be an outage, or a change on their side.",
    fix: "Try again in a few minutes. If it stays, open the request log and send the entry to RingCentral support.",
  },
  too_many_pages: {
    title: "The list has no end",
    cause: "Engage kept sending pages.",
    fix: "Search for a name instead of listing everything.",
  },
  server_error: {
    title: "Engage has an error of its own",
    cause: "It failed each time it was asked.",
    fix: "Try again in a few minutes. Nothing is wrong with what you entered.",
  },
  timeout: {
    title: "Engage did not answer in time",
    cause: "Engage is slow, or a firewall swallows the connection to {host}.",
    fix: "Try again. If it stays, let your network team allow outgoing HTTPS to {host}.",
  },
  cut_body: {
    title: "The answer of Engage was cut short",
    cause: "The connection broke in the middle of the answer.",
    fix: "Try again. If it stays, a proxy or firewall on the way may limit the size of answers.",
  },
  unreachable: {
    title: "Engage cannot be reached",
    cause: "No connection to {host}, or it was dropped before an answer came.",
    fix: "Check the address. If it is right, let your network team allow outgoing HTTPS to {host}.",
  },
  unknown_host: {
    title: "This host does not exist",
    cause: "The name {host} does not resolve.",
    fix: "Check the spelling of the account in the address.",
  },
  address_not_allowed: {
    title: "This address may not be called",
    cause: "It is not a public https address.",
    fix: "Use the public address. If it is meant to be a private one, an admin can allow {host} in Settings.",
  },
  paused: {
    title: "Calls to Engage are paused",
    cause: "Most of the last calls failed, so we wait before we try again.",
    fix: "Nothing to do: the next try is possible at {retryAt}.",
  },
  wrong_realtime_token: {
    title: "Engage does not accept the realtime token",
    cause:
      "The signature was made with another token than the source's. The API token of the account is another one.",
    fix: "In Engage open Admin, Sources, this source, copy its API access token and enter it here.",
  },
  unknown_source: {
    title: "No source has this realtime endpoint",
    cause: "The id in the realtime endpoint belongs to no source: it was deleted, or is of another account.",
    fix: "In Engage open the source and copy the realtime endpoint URL from Implementation details.",
  },
  bad_message: {
    title: "Engage cannot use the message",
    cause: "A field is missing or not of the form that the source takes.",
    fix: "Open the request log, look at the entry, and send it to RingCentral support if it looks right.",
  },
  message_too_large: {
    title: "The message is too large for Engage",
    cause: "A message has at most 20,000 characters, and a request 20 MB with its attachments.",
    fix: "Send it in parts, or send a link instead of the file.",
  },
  typing_limited: {
    title: "Engage limits typing notices",
    cause: "It takes one in two seconds for each conversation.",
    fix: "Nothing to do: no message is lost.",
  },
  author_not_controlled: {
    title: "The author may not write this in Engage",
    cause: "Messages with choices need an author that Engage controls.",
    fix: "In Engage open Identities, the bot's identity, tick Controlled identity and save.",
  },
  no_structured_content: {
    title: "The source takes no messages with choices",
    cause: "It has not learnt yet that our endpoint offers them, or the kind is not supported.",
    fix: "In Engage open the source and save it once: it then asks our endpoint what it can do.",
  },
};
