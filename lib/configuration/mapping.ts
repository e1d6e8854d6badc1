import { isAlias, isNode, LineCounter, parseDocument, stringify, visit } from "yaml";
import { AppError } from "#lib/errors.ts";
import { withoutEmptyParts } from "./email/mapping.ts";
import { type Configuration, configurationSchema } from "./schema.ts";

/** A configuration as a YAML file, with keys in the order of the schema. */
export function formatConfiguration(configuration: Configuration): string {
  const { email, ...rest } = configuration;
  return stringify({ ...rest, email: withoutEmptyParts(email) }, { lineWidth: 110 });
}

/**
 * A configuration from its file. Throws `bad_input` with each problem at its line. Aliases are refused: a short file
 * could otherwise unfold to a huge one.
 */
export function parseConfiguration(text: string): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? "" : `Line ${lines.linePos(offset).line}: `;
  const [syntax] = document.errors;
  if (syntax) throw badFile(`${lineAt(syntax.pos[0])}${syntax.message.split("\n")[0]}`);
  visit(document, (_key, node) => {
    if (isAlias(node)) throw badFile("Anchors and aliases are not supported: write the value out.");
  });
  const parsed = configurationSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => {
    // An unknown key stands in its parent; the deepest node that exists is the place to look.
    for (let depth = issue.path.length; depth > 0; depth--) {
      const node = document.getIn(issue.path.slice(0, depth), true);
      if (isNode(node) && node.range)
        return `${lineAt(node.range[0])}${issue.path.join(".")}: ${issue.message}`;
    }
    return `${issue.path.join(".") || "The file"}: ${issue.message}`;
  });
  throw badFile(sentences.join("\n"));
}

const MAX_PROBLEMS = 10;

const badFile = (sentence: string) =>
  new AppError("bad_input", { title: "The file needs attention", fields: { file: sentence } });
