type WrongField = { name: string; message: string };

/** The errors of a form, one by one. Errors of nested fields lie nested; their names are the paths to them. */
export function listErrors(errors: object, path = ""): WrongField[] {
  return Object.entries(errors).flatMap(([key, error]: [string, unknown]): WrongField[] => {
    if (key === "root" || key === "ref" || typeof error !== "object" || error === null) return [];
    const name = path ? `${path}.${key}` : key;
    if ("message" in error && typeof error.message === "string") return [{ name, message: error.message }];
    return listErrors(error, name);
  });
}
