import { cva, type VariantProps } from "class-variance-authority";

/** The looks of everything one presses: buttons, links that act as buttons, menu triggers. */
export const buttonLook = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-default [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent-solid text-on-solid hover:not-disabled:bg-accent-solid-hover",
        secondary: "border-line-strong bg-surface text-ink hover:not-disabled:bg-hover",
        ghost:
          "border-transparent text-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink aria-expanded:bg-hover",
        danger: "border-transparent bg-bad-solid text-on-solid hover:not-disabled:bg-bad-solid-hover",
      },
      size: {
        sm: "h-7 px-2 text-xs pointer-coarse:h-9",
        md: "h-8 px-3 text-sm pointer-coarse:h-10",
      },
      square: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { square: true, size: "sm", className: "w-7 pointer-coarse:w-9" },
      { square: true, size: "md", className: "w-8 pointer-coarse:w-10" },
    ],
    defaultVariants: { variant: "secondary", size: "md", square: false },
  },
);

export type ButtonLook = VariantProps<typeof buttonLook>;
export type ButtonVariant = NonNullable<ButtonLook["variant"]>;
export type ButtonSize = NonNullable<ButtonLook["size"]>;
