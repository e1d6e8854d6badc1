// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkAccountForm } from "#components/auth/link-account-form.tsx";
import { OidcResultNote } from "#components/auth/oidc-result-note.tsx";
import { ProviderButton } from "#components/auth/provider-button.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ownPath } from "#lib/auth/mapping.ts";
import { getSignInWays } from "#lib/auth/oidc/reads.ts";
import { optionalPageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: PageProps) {
  const asked = await searchParams;
  const next = ownPath(asked.next);
  if (await optionalPageCtx()) redirect(next);
  const ways = await getSignInWays();
  const form = <SignInForm next={next} />;
  return (
    <>
      <h1 className="mb-4 text-lg">Sign in</h1>
      <OidcResultNote result={asked.result} className="mb-4" />
      {asked.result === "link" ? (
        <LinkAccountForm next={next} />
      ) : (
        <>
          {ways.oidc && <ProviderButton next={next} />}
          {ways.oidc && ways.password && <Or />}
          {ways.password && form}
          {!ways.password && ways.breakGlass && (
            <Disclosure summary="Emergency access" className="mt-4">
              <p className="mb-4 text-muted text-sm">
                Passwords are off. Only the person whom ADMIN_EMAIL names can use theirs.
              </p>
              {form}
            </Disclosure>
          )}
        </>
      )}
    </>
  );
}

function Or() {
  return (
    <p className="my-4 flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </p>
  );
}
