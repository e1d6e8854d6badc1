import { ListRow, RowList } from "#components/console/list-row.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SignatureListItem } from "#lib/email/signatures/schema.ts";

const KINDS = { plain: "plain text", html: "HTML" };

/** Signatures with how many people have each and how each stands in CXone. */
export function SignatureList({ signatures }: { signatures: readonly SignatureListItem[] }) {
  return (
    <RowList>
      {signatures.map((signature) => (
        <ListRow
          key={signature.id}
          href={`/email/signatures/${signature.id}`}
          name={signature.name}
          note={signature.kinds.map((kind) => KINDS[kind]).join(" and ")}
          className="md:grid-cols-[minmax(0,1fr)_9rem_14rem_10rem]"
        >
          <p className="text-sm tabular-nums">
            {signature.people.toLocaleString("en-GB")} {signature.people === 1 ? "person" : "people"}
          </p>
          <InCxone state={signature.inCxone} />
          <p className="text-faint text-sm md:text-right">
            version {signature.version}, <Time at={signature.updatedAt} />
          </p>
        </ListRow>
      ))}
    </RowList>
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
