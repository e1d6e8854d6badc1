"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { ExpiryField } from "#components/connections/expiry-field.tsx";
import { SecretInput } from "#components/connections/secret-input.tsx";
import { stepLeft } from "#components/email/channels/way-back.ts";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ParsedSmtpInput, SmtpInput, SmtpView } from "#lib/email/smtp/schema.ts";
import { MicrosoftGuide } from "./microsoft-guide.tsx";
import { SECURITY_WORDS } from "./words.ts";

const PROVIDERS = [
  { value: "microsoft", label: "Microsoft 365", note: "Exchange Online. Takes OAuth alone." },
  { value: "other", label: "Another server", note: "With a password, or open to this address." },
];
const MICROSOFT_WAYS = [
  {
    value: "delegated",
    label: "Delegated: Authorize",
    note: "Somebody signs in as the mailbox once. What CXone's Advanced Settings ask for.",
  },
  {
    value: "client_credentials",
    label: "Client credentials",
    note: "The application sends by itself. For mailboxes that nobody signs in to; Exchange needs a service principal.",
  },
];
const OTHER_WAYS = [
  { value: "password", label: "Password", note: "Sent over an encrypted connection only." },
  { value: "none", label: "No sign-in", note: "The server trusts the address of Patchbay." },
];
const SECURITIES = Object.entries(SECURITY_WORDS).map(([value, label]) => ({ value, label }));
const DESTINATION = ["host", "port", "security", "caCertificate", "authority", "tenantId", "clientId"];

const loadNew = () => import("#lib/email/smtp/schema.ts").then((file) => file.newSmtpForm);
const loadChanged = () => import("#lib/email/smtp/schema.ts").then((file) => file.changedSmtpForm);

type SmtpFormProps = {
  start: SmtpInput;
  tenants: readonly { id: string; name: string }[];
  kept?: SmtpView;
  redirectUri: string;
  /** The set-up of this channel waits for the new server, and goes on with it. */
  channel?: string | undefined;
  /** False: how it signs in, its secrets and where they go are for an admin. */
  mayGrant?: boolean;
};

/** A new or changed SMTP configuration. The application is tried at Microsoft before it is kept. */
export function SmtpForm({ start, tenants, kept, redirectUri, channel, mayGrant = true }: SmtpFormProps) {
  const router = useRouter();
  return (
    <Form<SmtpInput, ParsedSmtpInput>
      defaultValues={start}
      schema={kept ? loadChanged : loadNew}
      label="SMTP configuration"
      onSubmit={async (parsed) => {
        const body = toBody(parsed);
        const saved = kept
          ? await fetchJson<SmtpView>(`/api/email/smtp/${kept.id}`, {
              method: "PUT",
              body: { ...body, version: kept.version },
            })
          : await fetchJson<SmtpView>("/api/email/smtp", { body });
        toast({ kind: "good", title: kept ? "Saved" : "Kept" });
        router.push(stepLeft(channel, "sending", saved.id) ?? `/email/smtp/${saved.id}`);
        router.refresh();
      }}
    >
      {!kept && tenants.length > 1 && (
        <SelectField
          name="connectionId"
          label="Tenant"
          options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField name="name" label="Name" limit={80} help="In lists of Patchbay, such as “Acme mail”." />
      {mayGrant ? (
        <RadioCardsField name="provider" label="Mail server" options={PROVIDERS} columns={2} />
      ) : (
        <Callout>
          How it signs in, its ids and secrets, and the server that they go to are changed by an admin.
        </Callout>
      )}
      <TextField
        name="mailbox"
        label="Mailbox"
        exact
        placeholder="support@example.com"
        help="The address that signs in and sends."
      />
      {mayGrant && <SignIn kept={kept} redirectUri={redirectUri} />}
      {mayGrant && <Server kept={kept} />}
      <FormActions>
        <SubmitButton>{kept ? "Check and save" : "Check and keep"}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function SignIn({ kept, redirectUri }: { kept: SmtpView | undefined; redirectUri: string }) {
  const [provider, auth] = useWatch<SmtpInput, ["provider", "auth"]>({ name: ["provider", "auth"] });
  const isMicrosoft = provider === "microsoft";
  const typed = useWatch<SmtpInput, "secrets.clientSecret">({ name: "secrets.clientSecret" });
  return (
    <>
      <RadioCardsField
        key={provider}
        name="auth"
        label="Sign-in"
        options={isMicrosoft ? MICROSOFT_WAYS : OTHER_WAYS}
        columns={2}
      />
      {isMicrosoft && (
        <>
          <MicrosoftGuide auth={auth} redirectUri={redirectUri} />
          <TextField
            name="tenantId"
            label="Directory (tenant) ID"
            exact
            help="From the Overview page of the app registration. A GUID, not a domain name."
          />
          <TextField
            name="clientId"
            label="Application (client) ID"
            exact
            help="From the same page. Not the Object ID that stands beside it."
          />
          <SecretInput
            name="secrets.clientSecret"
            label="Client secret"
            help="The Value of the secret, which Entra shows once. Not the Secret ID."
            kept={kept?.secrets.clientSecret}
            destination={DESTINATION}
          />
          {(typed || !kept?.secrets.clientSecret.set) && (
            <ExpiryField
              name="expiry"
              label="The secret ends"
              mustChoose
              help="Entra shows the day beside it."
            />
          )}
        </>
      )}
      {!isMicrosoft && auth === "password" && (
        <SecretInput
          name="secrets.password"
          label="Password"
          kept={kept?.secrets.password}
          destination={[...DESTINATION, "mailbox"]}
        />
      )}
    </>
  );
}

function Server({ kept }: { kept: SmtpView | undefined }) {
  const provider = useWatch<SmtpInput, "provider">({ name: "provider" });
  const isUsual = provider === "microsoft" && (!kept || kept.host === "smtp.office365.com");
  return (
    <Disclosure key={provider} summary="Host, port and encryption" open={!isUsual}>
      <div className="grid gap-4 pt-2">
        {kept && (
          <p className="text-muted text-sm">
            What is kept to sign in goes to this server alone: with any of it changed, it is entered again.
          </p>
        )}
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
          <TextField name="host" label="Host" exact help="Microsoft's is smtp.office365.com." />
          <NumberField name="port" label="Port" />
        </div>
        <SelectField name="security" label="Encryption" options={SECURITIES} />
        {provider === "microsoft" && (
          <TextField
            name="authority"
            label="Authority"
            exact
            help="Where people sign in. National clouds have addresses of their own."
          />
        )}
        <TextareaField
          name="caCertificate"
          label="Certificate of your own authority"
          optional
          exact
          rows={4}
          help="PEM. Only for a server whose certificate no public authority has signed."
        />
      </div>
    </Disclosure>
  );
}

/** The route reads what was typed by the same schema. */
function toBody({ connectionId, settings, secrets, expiry }: ParsedSmtpInput): SmtpInput {
  const { caCertificate, authority, tenantId, clientId, ...rest } = settings;
  return {
    connectionId,
    ...rest,
    caCertificate: caCertificate ?? "",
    ...(authority ? { authority } : {}),
    tenantId: tenantId ?? "",
    clientId: clientId ?? "",
    secrets: { clientSecret: secrets.clientSecret ?? "", password: secrets.password ?? "" },
    expiry: expiry ?? "",
  };
}
