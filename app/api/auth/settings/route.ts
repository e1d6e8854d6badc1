import { defineRoute, noAudit, writes } from "#lib/api/define-route.ts";
import { getSignInSettings } from "#lib/auth/oidc/reads.ts";
import { saveSignInSettings } from "#lib/auth/oidc/save-sign-in-settings.ts";
import { signInSettingsSchema } from "#lib/auth/oidc/schema.ts";
import { egress } from "#lib/connections/egress.ts";

export const GET = defineRoute({
  summary: "Shows how people sign in, without the client secret",
  audit: noAudit("reads only"),
  handler: ({ ctx }) => getSignInSettings(ctx),
});

export const PUT = defineRoute({
  summary: "Changes how people sign in; a provider that is switched on must answer first",
  body: signInSettingsSchema,
  audit: writes("sign_in.changed"),
  handler: ({ ctx, body }) => saveSignInSettings(ctx, body, egress().send),
});
