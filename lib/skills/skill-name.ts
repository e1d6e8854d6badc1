import * as z from "zod";
import { suggestSkillName } from "./mapping.ts";

export const SKILL_NAME_MIN = 2;
export const SKILL_NAME_MAX = 30;

/** M-71. Names the first character that is in the way and a name without it. */
export const skillName = z
  .string({ error: "Enter a name for the skill." })
  .min(SKILL_NAME_MIN, { error: "A skill name has at least 2 characters." })
  .max(SKILL_NAME_MAX, { error: "A skill name has at most 30 characters." })
  .refine((value) => /^[A-Za-z0-9._:-]*$/.test(value), {
    error: (issue) => {
      const given = String(issue.input);
      const bad = /[^A-Za-z0-9._:-]/u.exec(given)?.[0] ?? "";
      const shown = bad === " " ? "A blank" : /\s/.test(bad) ? "A line break or tab" : `“${bad}”`;
      return `${shown} is not allowed in a skill name: use letters, digits, hyphen, underscore, period and colon. For example ${suggestSkillName(given)}.`;
    },
  });
