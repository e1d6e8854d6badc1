import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. It does not resolve conflicts: tailwind-merge weighs 8.5 kB gzipped, a quarter of what a page may
 * add to Next itself. So the rule is: `className` on a component places it (margin, width, grid cell) and never
 * overrides its looks; looks are variants.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
