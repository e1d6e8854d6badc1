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
        <code className="w-14 shrink-0 font-medium text-accent-ink text-xs">{method}</code>
        <code className="min-w-0 break-all text-sm">{path}</code>
        {roles === null && <Badge>Without signing in</Badge>}
      </div>
      <p className="mt-1">{summary}</p>
      <Disclosure summary="Fields and example" className="mt-1">
        <div className="space-y-3">
          <p className="text-muted text-sm">
            {description}
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

function Fields({ fields, label }: { fields: Operation["fields"]; label: string }) {
  return (
    <table aria-label={label} className="w-full text-sm">
      <thead className="text-left text-muted text-xs">
        <tr>
          <th className="py-1 pr-4 font-medium">Field</th>
          <th className="py-1 pr-4 font-medium">In</th>
          <th className="py-1 font-medium">Rule</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, place, required, rule }) => (
          <tr key={`${place}-${name}`} className="border-t align-top">
            <td className="break-all py-1 pr-4">
              <code className="text-xs">{name}</code>
              {required && <span className="ml-1.5 text-muted text-xs">required</span>}
            </td>
            <td className="py-1 pr-4 text-muted">{place}</td>
            <td className="break-words py-1 text-muted">{rule}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
