"use client";

import { useRouter } from "next/navigation";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { StoredSecretField } from "#components/form/stored-secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ParsedSignInSettings, SignInSettingsInput, SignInSettingsView } from "#lib/auth/oidc/schema.ts";
import { GroupRoles } from "./group-roles.tsx";
import { ProviderChecks } from "./provider-checks.tsx";

const loadSchema = () => import("#lib/auth/oidc/schema.ts").then((file) => file.signInSettingsSchema);

/** How people sign in: the provider, the roles that its groups give, and whether passwords work. */
export function SignInSettings({ kept }: { kept: SignInSettingsView }) {
  const router = useRouter();
  const save = async (input: ParsedSignInSettings) => {
    await fetchJson("/api/auth/settings", { method: "PUT", body: input });
    toast({ kind: "good", title: "Sign-in is saved" });
    router.refresh();
  };
  const { clientSecret, redirectUri, adminSignedInAt, breakGlassEmail, ...plain } = kept;
  const stored = clientSecret.set
    ? {
        endsWith: clientSecret.hint,
        setAt: clientSecret.setAt,
        ...(clientSecret.expiresAt ? { expiresAt: clientSecret.expiresAt } : {}),
      }
    : null;
  return (
    <Form<SignInSettingsInput, ParsedSignInSettings>
      key={kept.version}
      defaultValues={{ ...plain, clientSecret: "" }}
      schema={loadSchema}
      onSubmit={save}
      label="Sign-in"
      className="max-w-3xl space-y-6"
    >
      <Section
        title="Provider"
        note="Microsoft Entra ID, Okta, Google, Keycloak or any other that speaks OpenID Connect."
      >
        <div className="grid gap-4 p-4">
          <SwitchField
            name="oidcEnabled"
            label="Sign-in through the provider"
            help="While it is on, the sign-in page offers it."
          />
          <CopyField
            label="Redirect address"
            value={redirectUri}
            help="Register exactly this at the provider, for a web application with the authorization code flow."
          />
          <TextField
            name="issuer"
            label="Issuer"
            type="url"
            exact
            placeholder="https://login.example.com"
            help="The address under which the provider describes itself, as it writes it."
          />
          <ProviderChecks />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="clientId" label="Client ID" exact />
            <StoredSecretField
              name="clientSecret"
              label="Client secret"
              secret={stored}
              help="Empty for a public client, which relies on PKCE alone."
            />
            <TextField
              name="scopes"
              label="Scopes"
              exact
              help="Divided by blanks; openid must be among them."
            />
            <TextField
              name="groupsClaim"
              label="Groups claim"
              exact
              help="Where the provider lists groups, such as groups or realm_access.roles."
            />
          </div>
        </div>
      </Section>
      <GroupRoles />
      <Section title="Passwords">
        <div className="p-4">
          <SwitchField
            name="passwordAllowed"
            label="Sign-in by password"
            help={
              <>
                {adminSignedInAt ? (
                  <>
                    An admin came in through this provider <Time at={adminSignedInAt} />, so it can be
                    switched off.
                  </>
                ) : (
                  "Stays on until an admin has signed in through this provider once."
                )}{" "}
                {breakGlassEmail
                  ? `For emergencies, ${breakGlassEmail} can always use a password: ADMIN_EMAIL names them.`
                  : "For emergencies, start Patchbay with ADMIN_EMAIL: that person can then use a password."}
              </>
            }
          />
        </div>
      </Section>
      <FormActions>
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
