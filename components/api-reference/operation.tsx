import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";

export type Operation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Null: nobody has to sign in. */
  roles: string[] | null;
  limit: string | null;
  fields: { name: string; required: boolean; place: string; rule: string }[];
  curl: string;
};

/** One operation of the API: what it does at a glance, its fields and a call to copy on unfolding. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { id, method, path, summary, description, roles, limit, fields, curl } = operation;
  return (
    <li id={id} className="scroll-mt-16 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="flex min-w-0 items-baseline gap-x-3 font-normal">
          <code className="w-14 shrink-0 font-medium text-accent-ink text-xs">{method}</code>
          <code className="min-w-0 break-all text-sm">{path}</code>
        </h2>
        {roles === null && <Badge>Without signing in</Badge>}
      </div>
      <p className="mt-1">{summary}</p>
      <Disclosure summary="Fields and example" className="mt-1">
        <div className="space-y-3">
          <p className="text-muted text-sm">
            <Words text={description} />
            {roles && ` For the ${roles.length === 1 ? "role" : "roles"} ${roles.join(", ")}.`}
            {limit && ` At most ${limit} per caller.`}
          </p>
          {fields.length > 0 && <Fields fields={fields} label={`Fields of ${method} ${path}`} />}
          <CodeBlock label="Call" value={curl} />
        </div>
      </Disclosure>
    </li>
  );
}

/** Text in which `a name` is set as code. */
function Words({ text }: { text: string }) {
  return text.split("`").map((part, at) => (at % 2 ? <code key={part}>{part}</code> : part));
}

function Fields({ fields, label }: { fields: Operation["fields"]; label: string }) {
  return (
    <table
      aria-label={label}
      className="w-full text-sm [&_:is(td,th)]:py-1 [&_:is(td,th):not(:last-child)]:pr-4 [&_td]:text-muted [&_th]:font-medium"
    >
      <thead className="text-left text-muted text-xs">
        <tr>
          <th>Field</th>
          <th>In</th>
          <th>Rule</th>
        </tr>
      </thead>
      <tbody className="[&_tr]:border-t [&_tr]:align-top">
        {fields.map(({ name, place, required, rule }) => (
          <tr key={`${place}-${name}`}>
            <td className="break-all">
              <code className="text-ink text-xs">{name}</code>
              {required && <span className="ml-1.5 text-xs">required</span>}
            </td>
            <td>{place}</td>
            <td className="break-words">{rule}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
