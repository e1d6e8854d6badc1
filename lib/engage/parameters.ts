import type { Value } from "./operations.ts";

/**
 * Parameters as Rails reads them, in a query or a form. A list goes out as one pair per item; its name ends in `[]` already. An empty list
 * goes out as one empty item, for a list that is not named is left as it is (facts/engage.md §1.1). Undefined is left out.
 */
export function encodeParameters(parameters: Readonly<Record<string, Value>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (!isList(value)) form.append(name, String(value));
    else if (name.endsWith("[]")) for (const item of value.length > 0 ? value : [""]) form.append(name, item);
    // The value of a source's permissions: `read,reply`.
    else form.append(name, value.join(","));
  }
  return form.toString();
}

const isList = (value: Value): value is readonly string[] => Array.isArray(value);

/** `/categories/{categoryId}` with its ids in place, encoded. */
export function fillPath(template: string, ids: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const id = ids[name];
    // Without an id, or with dots for one, the path would name the whole collection, and a delete would go there.
    if (!id || /^[\s.]*$/.test(id)) throw new TypeError(`${template} needs ${name}.`);
    return encodeURIComponent(id);
  });
}
