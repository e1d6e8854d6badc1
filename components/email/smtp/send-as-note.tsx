import { MenuPath } from "#components/setup/menu-path.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { sendAsOf } from "#lib/email/smtp/mapping.ts";

type SendAsNoteProps = {
  smtp: { provider: string; mailbox: string };
  /** From addresses of the channels that send through it, as far as they are known. */
  from: readonly (string | null)[];
};

/** Where mail leaves under another address than the mailbox that signs in: what an Exchange administrator does. */
export function SendAsNote({ smtp, from }: SendAsNoteProps) {
  const needed = sendAsOf(smtp, from);
  if (!needed) return null;
  const { mailbox, path, command } = needed;
  const [first, ...more] = needed.from;
  return (
    <Callout kind="warning" title={`${mailbox} needs Send As for ${needed.from.join(", ")}`}>
      <p>
        Exchange refuses mail of another address with SendAsDenied until an Exchange administrator has allowed
        it. {more.length > 0 ? "Each of them" : first} has to be a mailbox or a group of the same Microsoft
        tenant.
      </p>
      <p className="mt-1">
        A test mail of Patchbay leaves as {mailbox} and does not show whether it was allowed: the reply of an
        agent in CXone does.
      </p>
      <Disclosure summary="Where it is allowed" className="mt-1">
        <div className="grid gap-2">
          <MenuPath path={path} />
          <p>Add {mailbox} there. Or by command, which takes up to an hour to count:</p>
          <CodeBlock label="Let the mailbox send as another address, and see that it may" value={command} />
        </div>
      </Disclosure>
    </Callout>
  );
}
