import { State, type StateKind } from "#components/ui/state.tsx";
import type { SmtpState as Kind } from "#lib/email/smtp/state.ts";

const LOOKS: Record<Kind, { kind: StateKind; word: string; note: string }> = {
  no_secret: { kind: "warning", word: "Secret missing", note: "Enter the secret in the settings." },
  not_authorised: {
    kind: "waiting",
    word: "Not authorised",
    note: "Somebody has to sign in as the mailbox once.",
  },
  failing: { kind: "bad", word: "Does not send", note: "The last attempt failed." },
  untested: { kind: "unknown", word: "Not tested", note: "Nothing was sent since the credentials changed." },
  sends: { kind: "good", word: "Sends", note: "The server took the last mail." },
};

/** How a configuration stands, by what was measured. */
export function SmtpState({ state, pill = false }: { state: Kind; pill?: boolean }) {
  const { kind, word } = LOOKS[state];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}

export const noteOf = (state: Kind) => LOOKS[state].note;
