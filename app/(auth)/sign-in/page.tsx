// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { ownPath } from "#lib/auth/mapping.ts";
import { optionalPageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const next = ownPath((await searchParams).next);
  if (await optionalPageCtx()) redirect(next);
  return (
    <>
      <h1 className="mb-4 text-lg">Sign in</h1>
      <SignInForm next={next} />
    </>
  );
}
