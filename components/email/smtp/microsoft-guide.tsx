"use client";

import { useWatch } from "react-hook-form";
import { GuideValues } from "#components/setup/guide-values.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { SmtpAuth, SmtpInput } from "#lib/email/smtp/schema.ts";
import {
  delegatedCommands,
  entraLink,
  permissionsFor,
  REQUIREMENTS,
  servicePrincipalCommands,
} from "./microsoft-steps.ts";

type MicrosoftGuideProps = { auth: SmtpAuth; redirectUri: string };

/** What is done at Microsoft before the form can be filled, by the chosen way (M-22 to M-25), with the person's own values. */
export function MicrosoftGuide({ auth, redirectUri }: MicrosoftGuideProps) {
  const [mailbox, clientId, tenantId, authority] = useWatch<
    SmtpInput,
    ["mailbox", "clientId", "tenantId", "authority"]
  >({ name: ["mailbox", "clientId", "tenantId", "authority"] });
  const isApp = auth === "client_credentials";
  const permissions = permissionsFor(auth);
  const names = { mailbox, clientId: clientId ?? "", tenantId: tenantId ?? "" };
  return (
    <Disclosure summary="What to do at Microsoft first" open={!clientId}>
      <div className="grid gap-4 pt-2 text-sm">
        <div>
          <p className="font-medium">You need</p>
          <ul className="list-disc pl-5 text-muted">
            {REQUIREMENTS.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        <GuideValues
          system="Entra"
          path={["Entra admin centre", "App registrations", "New registration"]}
          openHref={entraLink(authority ?? "")}
          values={[
            { label: "Name", value: "Patchbay mail" },
            { label: "Account types", value: "Accounts in this organizational directory only", copy: false },
            {
              label: "Redirect URI, platform Web",
              value: redirectUri,
              note: "Letter by letter, or Microsoft refuses it (AADSTS50011).",
            },
          ]}
        >
          Choose the right tenant first. Afterwards the Overview page shows both ids that are asked for below.
        </GuideValues>
        <GuideValues
          system="Entra"
          path={["Entra admin centre", "App registrations", "Patchbay mail", "API permissions"]}
          values={permissions.values}
        >
          {permissions.press}
        </GuideValues>
        <GuideValues
          system="Entra"
          path={["Entra admin centre", "App registrations", "Patchbay mail", "Certificates & secrets"]}
          values={[
            { label: "New client secret", value: "Patchbay", note: "Choose when it ends, and note the day." },
          ]}
        >
          Copy the Value at once: it is shown only now. The Secret ID beside it is of no use.
        </GuideValues>
        {(isApp ? servicePrincipalCommands(names) : delegatedCommands(names)).map(({ label, text, note }) => (
          <div key={label}>
            <CodeBlock label={label} value={text} />
            <p className="mt-1 text-muted text-xs">{note}</p>
          </div>
        ))}
      </div>
    </Disclosure>
  );
}
