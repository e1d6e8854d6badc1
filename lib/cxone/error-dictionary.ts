import type { CxoneErrorCode } from "./errors.ts";

export interface ErrorEntry {
  /** What happened, a short line. */
  readonly title: string;
  /** The usual reason. */
  readonly cause: string;
  /** What to do, one step. `{host}`, `{permission}`, `{lack}`, `{grant}`, `{retryAt}` and `{supportId}` are filled in. */
  readonly fix: string;
  /** What it means for people on the phone. */
  readonly callers?: string;
}

/** Signal → cause → fix for everything CXone can answer (facts/product.md §3.2, H-71). */
export const CXONE_ERRORS: Readonly<Record<CxoneErrorCode, ErrorEntry>> = {
  wrong_client: {
    title: "CXone refused the client",
    cause: "The client id or the client secret is wrong.",
    fix: "Enter both again from the mail NICE sent after registration. A secret copied with a blank at its end does not work.",
  },
  client_disabled: {
    title: "The client is disabled",
    cause: "NICE or an administrator has switched the client off. Id and secret are right.",
    fix: "Ask NICE support to enable the client again, then test once more.",
  },
  wrong_access_key: {
    title: "CXone refused the access key",
    cause: "The access key id or secret is wrong, the key was switched off, or its user is no longer active.",
    fix: "In CXone open Employees, the user, Security, Access Keys: check that the key is active, or add a new one and enter it here.",
  },
  credentials_rejected: {
    title: "CXone refused the credentials",
    cause: "The client or the access key is wrong, or the client is disabled. CXone does not say which.",
    fix: "Enter all four values again, the access key first: its secret is shown only once, when it is added.",
  },
  wrong_issuer: {
    title: "This is not the address of a CXone issuer",
    cause: "No OpenID configuration was found at {host}.",
    fix: "Use https://cxone.niceincontact.com, or https://cxone-gov.niceincontact.com for FedRAMP tenants.",
  },
  html_answer: {
    title: "A web page came instead of data",
    cause: "The address belongs to a website or a sign-in page, or a proxy stands in between.",
    fix: "Check the address for {host}. If it is right, ask your network team about a proxy on the way.",
  },
  unexpected_answer: {
    title: "CXone answered something unexpected",
    cause: "The answer is not what the API documents. It may be an outage, or a change on their side.",
    fix: "Try again in a few minutes. If it stays, open the request log and send the entry to NICE support.",
  },
  bad_token: {
    title: "The identity token does not hold",
    cause:
      "Its signature, issuer or time is wrong. The issuer may be another than the one that signed it, or a clock is off.",
    fix: "Check the issuer and the clock of the machine Patchbay runs on.",
  },
  unauthorized: {
    title: "CXone does not accept the token",
    cause: "A fresh token was refused too. The access key may just have been switched off.",
    fix: "Test the connection. If signing in works, check that the key's user is active.",
  },
  forbidden: {
    title: "The access key may not do this",
    cause: "The role of the access key's user lacks a permission.",
    fix: "Ask a CXone administrator to give that role: {permission}.",
  },
  not_found: {
    title: "CXone does not know it",
    cause: "It was deleted, or the id belongs to another tenant.",
    fix: "Refresh the list and choose again.",
  },
  conflict: {
    title: "CXone has one like that already",
    cause: "The name or id is taken.",
    fix: "Choose another name, or use the existing one.",
  },
  rejected: {
    title: "CXone refused the request",
    cause: "A value does not fit its rules.",
    fix: "Correct the value that the message names.",
  },
  batch_failed: {
    title: "CXone did only part of it",
    cause: "CXone answered that all went well, but refused items inside.",
    fix: "See which items failed and why, correct them, and run the step again. What went through is kept.",
  },
  too_many_pages: {
    title: "The list has no end",
    cause: "CXone kept sending pages.",
    fix: "Search for a name instead of listing everything.",
  },
  rate_limited: {
    title: "CXone limits our calls",
    cause: "Too many calls in a short time, from Patchbay or from other systems of the tenant.",
    fix: "Wait: the next try is possible at {retryAt}.",
  },
  server_error: {
    title: "CXone has an error of its own",
    cause: "It failed each time it was asked.",
    fix: "Try again in a few minutes. Nothing is wrong with what you entered.",
  },
  timeout: {
    title: "CXone did not answer in time",
    cause: "CXone is slow, or a firewall swallows the connection to {host}.",
    fix: "Try again. If it stays, let your network team allow outgoing HTTPS to {host}.",
  },
  cut_body: {
    title: "The answer of CXone was cut short",
    cause: "The connection broke in the middle of the answer.",
    fix: "Try again. If it stays, a proxy or firewall on the way may limit the size of answers.",
  },
  unreachable: {
    title: "CXone cannot be reached",
    cause: "No connection to {host}, or it was dropped before an answer came.",
    fix: "Check the address. If it is right, let your network team allow outgoing HTTPS to {host}.",
  },
  unknown_host: {
    title: "This host does not exist",
    cause: "The name {host} does not resolve.",
    fix: "Check the spelling of the address.",
  },
  address_not_allowed: {
    title: "This address may not be called",
    cause: "It is not a public https address.",
    fix: "Use the public address. If it is meant to be a private one, an admin can allow {host} in Settings.",
  },
  paused: {
    title: "Calls to CXone are paused",
    cause: "Most of the last calls failed, so we wait before we try again.",
    fix: "Nothing to do: the next try is possible at {retryAt}.",
  },
  no_agent_session: {
    title: "The agent has no session",
    cause: "CXone dials and transfers in the session of an agent only, and this agent has none open.",
    fix: "Let the agent sign in to the CXone agent desktop, then try again.",
  },
  no_phone_leg: {
    title: "The agent's phone is not connected",
    cause: "The agent is signed in, but CXone has no line to the phone of that session.",
    fix: "Let the agent connect the phone in the agent desktop (or check its station), then try again.",
  },
  nobody_has_call: {
    title: "No agent has this call",
    cause: "It waits in a queue or a script has it. CXone transfers a call only from the agent who has it.",
    fix: "Start the transfer when an agent has taken the call, or let the Studio script route it.",
  },
  call_gone: {
    title: "The call is over",
    cause: "The caller has hung up, or the call ended in another way before it could be transferred.",
    fix: "Nothing to transfer any more. The record shows how far it came.",
  },
  number_on_dnc: {
    title: "The number is on a do-not-call list",
    cause: "A DNC group of this skill holds the number, so CXone does not dial it.",
    fix: "Do not call it. If it is listed by mistake, a CXone administrator takes it out of the DNC group.",
  },
};

/** What an operation needs to be allowed in CXone, by the second part of its name; continues "give that role: …". */
export const CXONE_PERMISSIONS: Readonly<Record<string, string>> = {
  "business-unit": "view the business unit",
  campaigns: "view and create campaigns",
  skills: "Skills View, Skills Create and Skills Edit",
  agents: "view users",
  "skill-agents": "view skills and assign agents to them",
  scripts: "view, create and edit Studio scripts",
  channels: "view, create and edit digital points of contact",
  messages: "use the channel (ACD > Digital > Roles > Assigned Channels)",
  contacts: "use the channel (ACD > Digital > Roles > Assigned Channels)",
  interactions: "signal running contacts",
  "agent-sessions": "Voice Call Control, and Users Edit to act in the sessions of other agents",
  "agent-states": "Queue Read",
  calls: "Voice Call Control, and view contacts",
  "one-time-token": "add digital points of contact",
};
