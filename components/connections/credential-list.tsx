import type { ReactNode } from "react";
import { Facts } from "#components/console/facts.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Card } from "#components/ui/card.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CredentialKind } from "#lib/connections/cxone/schema.ts";
import type {
  ConnectionView,
  CxoneConnectionView,
  CxoneV2ConnectionView,
  EngageConnectionView,
  OverlapView,
} from "#lib/connections/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { RetireCredential } from "./retire-credential.tsx";
import { RotateCredential } from "./rotate-credential.tsx";

type CredentialListProps = { connection: ConnectionView; isAdmin: boolean };

/** The credentials of a connection: what is current, what still overlaps, and rotating each. */
export function CredentialList({ connection, isAdmin }: CredentialListProps) {
  switch (connection.kind) {
    case "engage":
      return <ApiToken connection={connection} />;
    case "cxone-v2":
      return <Client connection={connection} isAdmin={isAdmin} />;
    default:
      return <KeyAndClient connection={connection} isAdmin={isAdmin} />;
  }
}

type KeyAndClientProps = { connection: CxoneConnectionView; isAdmin: boolean };

function KeyAndClient({ connection, isAdmin }: KeyAndClientProps) {
  const { settings, secrets, overlaps } = connection;
  const of = (kind: CredentialKind) => overlaps.find((overlap) => overlap.kind === kind);
  return (
    <div className="grid gap-4">
      <Credential
        connection={connection}
        kind="accessKey"
        title="Access key"
        id={settings.accessKeyId}
        secret={secrets.accessKeySecret}
        overlap={of("accessKey")}
        isAdmin={isAdmin}
      />
      {settings.clientId && (
        <Credential
          connection={connection}
          kind="clientSecret"
          title="Client secret"
          id={settings.clientId}
          secret={secrets.clientSecret}
          overlap={of("clientSecret")}
          isAdmin={isAdmin}
        />
      )}
    </div>
  );
}

function Client({ connection, isAdmin }: { connection: CxoneV2ConnectionView; isAdmin: boolean }) {
  return (
    <Credential
      connection={connection}
      kind="clientSecret"
      title="Client secret"
      id={connection.settings.clientId}
      secret={connection.secrets.clientSecret}
      overlap={connection.overlaps.find(({ kind }) => kind === "clientSecret")}
      isAdmin={isAdmin}
    />
  );
}

function ApiToken({ connection }: { connection: EngageConnectionView }) {
  const user = connection.tenant?.user;
  return (
    <Card className="p-4">
      <h2 className="mb-3 text-base">API access token</h2>
      <Secret
        id={["Agent", user ? `${user.name}${user.email ? `, ${user.email}` : ""}` : "not told by Engage"]}
        secret={connection.secrets.apiToken}
        state={<State kind="good">Current</State>}
      />
      <p className="mt-3 border-t pt-3 text-muted text-sm">
        Tokens of Engage are independent of each other: a new one ends no other, so nothing has to overlap
        here. Make the new one in Engage under Admin &gt; API access tokens, enter it under Re-authorise, then
        delete the old one there.
      </p>
    </Card>
  );
}

type CredentialProps = {
  connection: Pick<ConnectionView, "id">;
  kind: CredentialKind;
  title: string;
  id: string;
  secret: SecretView;
  overlap: OverlapView | undefined;
  isAdmin: boolean;
};

function Credential({ connection, kind, title, id, secret, overlap, isAdmin }: CredentialProps) {
  return (
    <Card className="p-4">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base">{title}</h2>
        {isAdmin && !overlap && <RotateCredential connectionId={connection.id} kind={kind} />}
      </div>
      {overlap?.fallingBackSince && (
        <Callout kind="warning" title="The new one is refused" className="mb-3">
          The previous one has done the work since <Time at={overlap.fallingBackSince} />. Enter the new one
          again below.
        </Callout>
      )}
      <Secret
        id={["ID", <Id key="id" value={id} />]}
        secret={secret}
        state={<State kind="good">Current</State>}
      />
      {overlap && (
        <div className="mt-4 border-t pt-4">
          <Secret
            id={["ID", <Id key="id" value={overlap.oldId ?? id} />]}
            secret={overlap.secret}
            state={
              <State kind="waiting">
                Overlaps until{" "}
                {overlap.retireAt ? <Time at={overlap.retireAt} as="day" /> : "somebody retires it"}
              </State>
            }
          />
          <p className="mt-2 text-muted text-sm">
            Replaced by {overlap.startedBy} <Time at={overlap.startedAt} />.{" "}
            {overlap.oldUsedAt ? (
              <>
                Last needed <Time at={overlap.oldUsedAt} />.
              </>
            ) : (
              "Not needed since."
            )}
          </p>
          {isAdmin && !overlap.fallingBackSince && (
            <RetireCredential connectionId={connection.id} kind={kind} id={overlap.oldId} />
          )}
        </div>
      )}
    </Card>
  );
}

const Id = ({ value }: { value: string }) => <code className="break-all text-xs">{value}</code>;

type SecretProps = {
  /** What it belongs to, under its label. */
  id: readonly [label: string, value: ReactNode];
  secret: SecretView;
  state: ReactNode;
};

function Secret({ id, secret, state }: SecretProps) {
  if (!secret.set) return <p className="text-muted text-sm">Not set.</p>;
  return (
    <Facts
      facts={[
        ["State", state],
        id,
        [
          "Secret",
          <span key="secret">
            {secret.hint && (
              <>
                ends <code className="text-xs">{secret.hint}</code> ·{" "}
              </>
            )}
            fingerprint <code className="text-xs">{secret.fingerprint}</code>
          </span>,
        ],
        ["Set", <Time key="set" at={secret.setAt} />],
        [
          "Expires",
          secret.expiresAt ? (
            <Time key="expires" at={secret.expiresAt} as="day" />
          ) : secret.neverExpires ? (
            "never"
          ) : (
            <State key="expires" kind="unknown">
              Nobody has said
            </State>
          ),
        ],
      ]}
    />
  );
}
