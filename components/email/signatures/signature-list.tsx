import NextLink from "next/link";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SignatureListItem } from "#lib/email/signatures/schema.ts";

const KINDS = { plain: "plain text", html: "HTML" };

/** Signatures with how many people have each and how each stands in CXone. */
export function SignatureList({ signatures }: { signatures: readonly SignatureListItem[] }) {
  return (
    <ul className="divide-y rounded-md border bg-surface">
      {signatures.map((signature) => (
        <li
          key={signature.id}
          className="relative grid items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-hover md:grid-cols-[minmax(0,1fr)_9rem_14rem_10rem]"
        >
          <div className="min-w-0">
            <NextLink
              href={`/email/signatures/${signature.id}`}
              className="break-words font-medium after:absolute after:inset-0"
            >
              {signature.name}
            </NextLink>
            <p className="text-muted text-sm">{signature.kinds.map((kind) => KINDS[kind]).join(" and ")}</p>
          </div>
          <p className="text-sm tabular-nums">
            {signature.people.toLocaleString("en-GB")} {signature.people === 1 ? "person" : "people"}
          </p>
          <InCxone state={signature.inCxone} />
          <p className="text-faint text-sm md:text-right">
            changed <Time at={signature.updatedAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function InCxone({ state }: { state: SignatureListItem["inCxone"] }) {
  if (state === "unsaid") return <State kind="idle">Not said to be in CXone</State>;
  return state === "same" ? (
    <State kind="good">Entered in CXone</State>
  ) : (
    <State kind="warning">Other in CXone</State>
  );
}
