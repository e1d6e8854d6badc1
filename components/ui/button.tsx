import type { ComponentProps, MouseEvent, ReactElement } from "react";
import { cloneElement } from "react";
import { type ButtonSize, type ButtonVariant, buttonLook } from "./button-look.ts";
import { cn } from "./cn.ts";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows work in progress after 300 ms. Label, width and focus stay; presses are ignored. */
  loading?: boolean;
  /** Gives the look to the only child, usually a `<Link>`. */
  asChild?: boolean;
};

const ignorePress = (event: MouseEvent) => {
  event.preventDefault();
  event.stopPropagation();
};

/** A button says what it does with a verb: "Apply 4 changes", not "OK". */
export function Button({
  variant,
  size,
  loading = false,
  asChild = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const look = cn(buttonLook({ variant, size }), className);

  if (asChild) {
    const child = children as ReactElement<{ className?: string }>;
    return cloneElement(child, { className: cn(look, child.props.className) });
  }

  return (
    <button
      {...rest}
      type={type}
      className={look}
      {...(loading ? { "aria-busy": true, "aria-disabled": true, onClick: ignorePress } : { onClick })}
    >
      {children}
      {loading && (
        <span
          aria-hidden
          className="absolute inset-x-2 bottom-0.5 h-0.5 animate-late overflow-hidden rounded-full"
        >
          <span className="block h-full w-1/2 animate-work rounded-full bg-current" />
        </span>
      )}
    </button>
  );
}
