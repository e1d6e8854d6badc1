"use client";

import NextLink from "next/link";
import { useEffect, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { roleName } from "#components/people/role-name.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { LinkPurpose, LinkView } from "#lib/people/schema.ts";

const loadSchema = () => import("#lib/auth/schema.ts").then((file) => file.chosenPasswordSchema);

/**
 * The page behind a link that works once. The token stands in the fragment of the address, which no server and no
 * Referer ever sees; it goes out in the body of a POST alone.
 */
export function AcceptLink({ purpose }: { purpose: LinkPurpose }) {
  const [token, setToken] = useState("");
  const [link, setLink] = useState<LinkView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    const found = window.location.hash.slice(1);
    setToken(found);
    fetchJson<LinkView>("/api/auth/link", { body: { purpose, token: found || "-" } }).then(
      setLink,
      (error: unknown) => setProblem(problemOf(error)),
    );
  }, [purpose]);

  const accept = async ({ password }: { password: string }) => {
    try {
      await fetchJson("/api/auth/link/accept", { body: { purpose, token, password } });
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 410)) throw error;
      setProblem(error);
      return;
    }
    window.location.assign("/");
    // The page is leaving: the button stays busy until it has.
    await new Promise(() => {});
  };

  if (problem) return <Ended problem={problem} />;
  if (!link) return <Spinner label="Looking at the link" className="text-sm" />;
  return (
    <>
      <p className="mb-4 text-muted text-sm">
        {purpose === "invite"
          ? `You are invited as ${roleName(link.role ?? "")}. Choose a password to sign in with.`
          : "Choose a new password. Every session you have open ends."}
      </p>
      <Form
        defaultValues={{ password: "" }}
        schema={loadSchema}
        onSubmit={accept}
        guard={false}
        label={purpose === "invite" ? "Accept invitation" : "Set new password"}
      >
        <div className="text-sm">
          <p className="font-medium">{link.name}</p>
          <p className="break-words text-muted">{link.email}</p>
        </div>
        <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
        <PasswordField
          name="password"
          label="New password"
          autoComplete="new-password"
          autoFocus
          help="12 to 200 characters. A few words are better than many signs."
        />
        <FormActions>
          <SubmitButton>Set password and sign in</SubmitButton>
        </FormActions>
      </Form>
    </>
  );
}

function Ended({ problem }: { problem: Problem }) {
  return (
    <div className="space-y-4">
      <ErrorState problem={problem} />
      <Button asChild>
        <NextLink href="/sign-in">Go to sign-in</NextLink>
      </Button>
    </div>
  );
}

const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error
    : { title: "Something failed in this page", fix: "Open the link again." };
