const MAX_LENGTH = 30;

/** A skill name that CXone takes (M-71), made from the name of the handover: "Support für DE" gives "Support_fur_DE". */
export function suggestSkillName(handoverName: string): string {
  const plain = handoverName
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9._:-]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, MAX_LENGTH)
    .replace(/_+$/, "");
  return plain.length >= 2 ? plain : "Handover";
}
