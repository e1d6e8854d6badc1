"use client";

import NextLink from "next/link";
import { useEffect, useRef } from "react";
import { FormActions } from "#components/form/form-actions.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import type { TokenView } from "#lib/people/schema.ts";

/** A token that was just made. Its value lives in this component alone and is gone when it is left. */
export function MadeToken({ made }: { made: TokenView & { token: string } }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="space-y-4">
      <h2 ref={heading} tabIndex={-1} className="text-base">
        {made.name} is ready
      </h2>
      <Callout kind="warning" title="The token is shown only now">
        Copy it to where it is used before you leave. If it is lost, revoke it and make another.
      </Callout>
      <CopyField
        label="Token"
        value={made.token}
        help={
          <>
            Send it with each request as <code>Authorization: Bearer …</code>
          </>
        }
      />
      <FormActions>
        <Button asChild variant="primary">
          <NextLink href="/settings/api-tokens">I stored it</NextLink>
        </Button>
      </FormActions>
    </div>
  );
}
