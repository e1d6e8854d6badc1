// Owner of the data: this Server Component, until the form is saved.
import type { Metadata } from "next";
import { SignInSettings } from "#components/auth/sign-in-settings.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { State } from "#components/ui/state.tsx";
import { getSignInSettings } from "#lib/auth/oidc/reads.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "Sign-in" };

export default async function SignInSettingsPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const settings = await getSignInSettings(ctx);
    return (
      <>
        <PageHeader
          title="Sign-in"
          note="By password, through an OpenID Connect provider, or both."
          state={
            settings.oidcEnabled ? (
              <State kind="good">Provider: on</State>
            ) : (
              <State kind="idle">Provider: off</State>
            )
          }
        />
        <SignInSettings kept={settings} />
      </>
    );
  });
}
