import { Callout } from "#components/ui/callout.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MadeLink as Link } from "#lib/people/schema.ts";

type MadeLinkProps = { link: Link; label: string; name: string };

/** A link that was just made. Its address lives in this component alone and is gone when it is left. */
export function MadeLink({ link, label, name }: MadeLinkProps) {
  return (
    <div className="space-y-4">
      <Callout kind="warning" title="The link is shown only now">
        Copy it and give it to {name} yourself, in a way that only {name} can read: Patchbay sends no mail.
      </Callout>
      <CopyField
        label={label}
        value={link.url}
        help={
          <>
            Works once and runs out <Time at={link.expiresAt} />.
          </>
        }
      />
    </div>
  );
}
