import type { Role } from "#lib/auth/schema.ts";

const everybody: readonly Role[] = ["admin", "operator", "supervisor", "auditor"];
const admin: readonly Role[] = ["admin"];
const setUp: readonly Role[] = ["admin", "operator"];
const readSetUp: readonly Role[] = ["admin", "operator", "auditor"];
const calls: readonly Role[] = ["admin", "operator", "supervisor"];
const logs: readonly Role[] = ["admin", "auditor"];

/**
 * Who may use which route of the API: the one place that says so, from DESIGN.md §8 and facts/product.md §3.1. The rule is
 * enforced by `requireRole` in each verb and read; `route-roles.test.ts` holds every route against this table for each
 * role, and fails for a route without a row and for a row without a route.
 */
export const ROUTE_ROLES: Record<string, readonly Role[] | "public"> = {
  // An operator reads what they did themselves.
  "GET /api/audit": readSetUp,
  "GET /api/audit/[seq]": readSetUp,
  "GET /api/audit/export": logs,
  "GET /api/audit/verify": logs,
  "POST /api/audit/verify": logs,

  "GET /api/connections/[id]/channels": setUp,
  "GET /api/connections/[id]/scripts": setUp,
  "GET /api/connections/[id]/roles": setUp,
  "PUT /api/connections/[id]/roles": setUp,
  "GET /api/connections/[id]/readiness": setUp,
  "POST /api/connections/[id]/readiness": setUp,

  "GET /api/configuration": readSetUp,
  "POST /api/configuration/plan": admin,
  "POST /api/configuration/apply": admin,

  "GET /api/connections": readSetUp,
  "POST /api/connections": admin,
  "POST /api/connections/check": admin,
  "GET /api/connections/[id]": readSetUp,
  "PUT /api/connections/[id]": admin,
  "DELETE /api/connections/[id]": admin,
  "POST /api/connections/[id]/check": setUp,
  "GET /api/connections/[id]/health": readSetUp,
  "DELETE /api/connections/[id]/overlaps/[kind]": admin,
  "PUT /api/connections/[id]/pause": setUp,
  "DELETE /api/connections/[id]/pause": setUp,
  "POST /api/connections/[id]/reauthorise": admin,
  "POST /api/connections/[id]/rotate": admin,

  "GET /api/connections/[id]/agents": setUp,
  "GET /api/connections/[id]/agents/[agentId]": setUp,
  "POST /api/connections/[id]/agents/[agentId]/skills": setUp,
  "POST /api/connections/[id]/agents/[agentId]/skills/remove": setUp,
  "GET /api/connections/[id]/agents/presence": setUp,
  "GET /api/connections/[id]/campaigns": setUp,
  "POST /api/connections/[id]/campaigns": setUp,
  "GET /api/connections/[id]/campaigns/[campaignId]": setUp,
  "PUT /api/connections/[id]/campaigns/[campaignId]": setUp,
  "POST /api/connections/[id]/campaigns/[campaignId]/activate": setUp,
  "POST /api/connections/[id]/campaigns/[campaignId]/deactivate": setUp,
  "GET /api/connections/[id]/skills": setUp,
  "POST /api/connections/[id]/skills": setUp,
  "GET /api/connections/[id]/skills/[skillId]": setUp,
  "PUT /api/connections/[id]/skills/[skillId]": setUp,
  "POST /api/connections/[id]/skills/[skillId]/activate": setUp,
  "POST /api/connections/[id]/skills/[skillId]/deactivate": setUp,
  "GET /api/connections/[id]/skills/[skillId]/agents": setUp,
  "POST /api/connections/[id]/skills/[skillId]/agents": setUp,
  "POST /api/connections/[id]/skills/[skillId]/agents/remove": setUp,
  "GET /api/connections/[id]/teams": setUp,
  "GET /api/connections/[id]/voice/agents": calls,
  "GET /api/connections/[id]/voice/calls": calls,
  "GET /api/connections/[id]/voice/queues": calls,
  "GET /api/connections/[id]/voice/skills": calls,

  "GET /api/conversations": everybody,
  "GET /api/conversations/[id]": everybody,
  "POST /api/conversations/[id]/resume": setUp,

  "GET /api/deliveries": readSetUp,
  "GET /api/deliveries/health": readSetUp,
  "POST /api/deliveries/replay": setUp,
  "GET /api/deliveries/[id]": readSetUp,
  "POST /api/deliveries/[id]/replay": setUp,

  "GET /api/expiries": readSetUp,
  "PUT /api/expiries": admin,

  "GET /api/private-hosts": logs,
  "POST /api/private-hosts": admin,
  "DELETE /api/private-hosts/[host]": admin,

  "GET /api/handovers": everybody,
  "POST /api/handovers": setUp,
  "GET /api/handovers/[id]": everybody,
  "PATCH /api/handovers/[id]": setUp,
  "DELETE /api/handovers/[id]": admin,
  "GET /api/handovers/[id]/byoc-secret": readSetUp,
  "POST /api/handovers/[id]/byoc-secret": admin,
  "DELETE /api/handovers/[id]/byoc-secret/previous": admin,
  "POST /api/handovers/[id]/checks": setUp,
  "GET /api/handovers/[id]/choices/[what]": setUp,
  "GET /api/handovers/[id]/drift": everybody,
  "POST /api/handovers/[id]/drift": setUp,
  "POST /api/handovers/[id]/drift/accept": setUp,
  "POST /api/handovers/[id]/drift/ignore": setUp,
  "PUT /api/handovers/[id]/leftovers/[itemId]": setUp,
  "GET /api/handovers/[id]/move": readSetUp,
  "POST /api/handovers/[id]/move": admin,
  "DELETE /api/handovers/[id]/move": admin,
  "POST /api/handovers/[id]/plan": setUp,
  "GET /api/handovers/[id]/plans/[planId]": readSetUp,
  "GET /api/handovers/[id]/runs": readSetUp,
  "POST /api/handovers/[id]/runs": setUp,
  "GET /api/handovers/runs/[runId]": readSetUp,
  "POST /api/handovers/runs/[runId]/retry": setUp,
  "GET /api/handovers/[id]/setup": readSetUp,
  "PUT /api/handovers/[id]/setup/[stepId]": setUp,
  "POST /api/handovers/[id]/setup/[stepId]/attest": setUp,
  "POST /api/handovers/[id]/setup/[stepId]/checks": setUp,
  "POST /api/handovers/[id]/setup/[stepId]/waiting": setUp,
  "POST /api/handovers/[id]/setup/bot/secret": admin,
  "POST /api/handovers/[id]/setup/byoc/secret": admin,
  "POST /api/handovers/[id]/setup/source/access": setUp,
  "POST /api/handovers/[id]/setup/webhook/secret": admin,

  "GET /api/openapi.json": "public",
  "GET /api/health": "public",

  "GET /api/notices": readSetUp,
  // A supervisor is told that there is nothing to count.
  "GET /api/notices/count": everybody,
  "POST /api/notices/[id]/acknowledge": setUp,

  "GET /api/requests": readSetUp,
  "GET /api/requests/[id]": readSetUp,
  "GET /api/requests/export": readSetUp,

  "GET /api/transfers": everybody,
  "GET /api/transfers/[id]/metrics": everybody,
  "POST /api/transfers": calls,
  "GET /api/transfers/live": everybody,
  "GET /api/transfers/[id]": everybody,
  "POST /api/transfers/[id]/cancel": calls,
  "GET /api/transfers/export": everybody,
  "GET /api/transfers/summary": everybody,

  "GET /api/outbound-calls": everybody,
  "POST /api/outbound-calls": calls,
  "GET /api/outbound-calls/[id]": everybody,
  "GET /api/outbound-calls/agents": calls,
  "GET /api/outbound-calls/campaigns": calls,
  "GET /api/outbound-calls/contacts": calls,
  "POST /api/outbound-calls/contacts": calls,
  "POST /api/outbound-calls/preflight": calls,

  "GET /api/retention": logs,
  "PUT /api/retention": admin,

  "GET /api/transfer-policies": everybody,
  "POST /api/transfer-policies": setUp,
  "GET /api/transfer-policies/[id]": everybody,
  "PUT /api/transfer-policies/[id]": setUp,
  "DELETE /api/transfer-policies/[id]": setUp,
  "GET /api/transfer-policies/[id]/versions": everybody,
  "GET /api/transfer-policies/[id]/versions/[version]": everybody,
  "POST /api/transfer-policies/[id]/versions/[version]/restore": setUp,

  "GET /api/auth/settings": admin,
  "PUT /api/auth/settings": admin,
  "POST /api/auth/settings/check": admin,
  "POST /api/auth/oidc/start": "public",
  "GET /api/auth/oidc/callback": "public",
  "POST /api/auth/oidc/link": "public",
  "POST /api/auth/link": "public",
  "POST /api/auth/link/accept": "public",

  "GET /api/invites": logs,
  "POST /api/invites": admin,
  "DELETE /api/invites/[id]": admin,
  "POST /api/invites/[id]/renew": admin,

  // One's own.
  "GET /api/session": everybody,
  "POST /api/session/confirm": everybody,
  "POST /api/session/confirm/oidc": everybody,
  "POST /api/session/password": everybody,
  "GET /api/sessions": everybody,
  "DELETE /api/sessions": everybody,
  "DELETE /api/sessions/[id]": everybody,

  "GET /api/saved-views": everybody,
  "POST /api/saved-views": everybody,
  "DELETE /api/saved-views/[id]": everybody,

  "GET /api/tokens": admin,
  "POST /api/tokens": admin,
  "DELETE /api/tokens/[id]": admin,

  "GET /api/users": logs,
  "POST /api/users": admin,
  "GET /api/users/[id]": logs,
  "PATCH /api/users/[id]": admin,
  "DELETE /api/users/[id]": admin,
  "PUT /api/users/[id]/disabled": admin,
  "POST /api/users/[id]/reset": admin,
  "DELETE /api/users/[id]/sessions": admin,
};
