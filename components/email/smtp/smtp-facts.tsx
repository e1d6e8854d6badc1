import type { ReactNode } from "react";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SmtpView } from "#lib/email/smtp/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { AUTH_WORDS, SECURITY_WORDS } from "./words.ts";

const ADVANCED = [
  "CXone",
  "ACD",
  "Digital",
  "Points of Contact Digital",
  "CXone Email",
  "Advanced Settings",
  "Details",
] as const;

/** What a configuration is, and the values that somebody carries to CXone or Microsoft. */
export function SmtpFacts({ smtp }: { smtp: SmtpView }) {
  const { tenantId, clientId, secrets, channels } = smtp;
  const secret = smtp.auth === "password" ? secrets.password : secrets.clientSecret;
  return (
    <aside className="grid min-w-0 gap-6 text-sm">
      <Section title="Server">
        <dl className="divide-y">
          <Fact name="Host">
            <span className="break-all font-mono text-xs">
              {smtp.host}:{smtp.port}
            </span>
          </Fact>
          <Fact name="Encryption">{SECURITY_WORDS[smtp.security]}</Fact>
          <Fact name="Sign-in">{AUTH_WORDS[smtp.auth]}</Fact>
          {smtp.auth !== "none" && <Fact name="Secret">{secretWords(secret)}</Fact>}
        </dl>
      </Section>
      {tenantId && clientId && (
        <Section title="For CXone and Microsoft" note={<MenuPath path={ADVANCED} />} kind="plain">
          <div className="grid gap-3">
            <CopyField label="Directory (tenant) ID" value={tenantId} />
            <CopyField label="Application (client) ID" value={clientId} />
            <CopyField
              label="Redirect URI of Patchbay"
              value={smtp.redirectUri}
              help="CXone shows one of its own under Advanced Settings: register both at the app."
            />
          </div>
        </Section>
      )}
      <Section title="Email channels">
        {channels.length === 0 ? (
          <p className="px-3 py-2 text-muted">None sends through it yet.</p>
        ) : (
          <ul className="divide-y">
            {channels.map(({ id, name }) => (
              <li key={id} className="px-3 py-2">
                <Link href={`/email/channels/${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <p>
        The account representative makes the configuration in CXone and switches it on:{" "}
        <Link href={`/email/requests?connection=${smtp.connection.id}`}>requests</Link>.
      </p>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 px-3 py-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function secretWords(secret: SecretView) {
  if (!secret.set) return "missing";
  const { hint, expiresAt, neverExpires } = secret;
  return (
    <>
      Set{hint && ` · ends ${hint}`}
      {expiresAt && (
        <>
          {" "}
          · until <Time at={expiresAt} as="day" />
        </>
      )}
      {neverExpires && " · does not end"}
    </>
  );
}
