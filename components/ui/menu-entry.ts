import type { ReactNode } from "react";

export type MenuItem = {
  kind?: "item";
  label: string;
  icon?: ReactNode;
  /** A line under the label, also the place to say why it is disabled. */
  note?: string;
  /** Either an address … */
  href?: string;
  /** … or a deed. */
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
};

export type MenuEntry =
  | MenuItem
  | { kind: "separator" }
  | { kind: "heading"; label: string }
  | {
      kind: "check";
      label: string;
      checked: boolean;
      onChange: (checked: boolean) => void;
      disabled?: boolean;
    }
  | {
      kind: "choice";
      label: string;
      value: string;
      options: readonly { value: string; label: string; icon?: ReactNode }[];
      onChange: (value: string) => void;
    };
