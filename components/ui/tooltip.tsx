"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { placeBeside, type Side } from "./place-beside.ts";

type TooltipProps = {
  /** A function is called when the tooltip opens: use it for what only the browser knows, such as local time. */
  label: ReactNode | (() => ReactNode);
  side?: Side;
  /** The label is already the accessible name of the child: do not read it twice. */
  namesChild?: boolean;
  children: ReactNode;
};

const hoverDelayMs = 300;

/**
 * A few words beside what is hovered or focused. Lives in the top layer by the platform's own popover, so no box clips it;
 * Escape closes it and the pointer may rest on it (WCAG 1.4.13).
 */
export function Tooltip({ label, side = "top", namesChild = false, children }: TooltipProps) {
  const [open, setOpen] = useState(false);
  const wrapper = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const id = useId();

  useEffect(() => (wrapper.current ? listen(wrapper.current, setOpen) : undefined), []);

  useEffect(() => {
    const child = wrapper.current?.firstElementChild;
    const popover = bubble.current;
    if (!open || !child || !popover) return;
    if (!namesChild) child.setAttribute("aria-describedby", id);
    popover.showPopover();
    placeBeside(popover, child, side);
    return () => {
      if (!namesChild) child.removeAttribute("aria-describedby");
      if (popover.isConnected) popover.hidePopover();
    };
  }, [open, side, id, namesChild]);

  return (
    <span ref={wrapper} className="inline-flex max-w-full">
      {children}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed m-0 max-w-72 animate-fade bg-transparent p-1.5 not-open:hidden"
      >
        {open && (
          <span className="block break-words rounded-md bg-ink px-2 py-1 font-normal text-surface text-xs">
            {typeof label === "function" ? label() : label}
          </span>
        )}
      </span>
    </span>
  );
}

/** Opens on mouse hover (after a moment) and on keyboard focus; closes on leave, blur, press, Escape and scroll. */
function listen(wrapper: HTMLElement, setOpen: (open: boolean) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const openIn = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => setOpen(true), delayMs);
  };
  const close = () => {
    clearTimeout(timer);
    setOpen(false);
  };
  const onEnter = (event: PointerEvent) => event.pointerType === "mouse" && openIn(hoverDelayMs);
  const onFocus = (event: FocusEvent) =>
    event.target instanceof Element && event.target.matches(":focus-visible") && openIn(0);

  wrapper.addEventListener("pointerenter", onEnter, { signal });
  wrapper.addEventListener("focusin", onFocus, { signal });
  wrapper.addEventListener("pointerleave", close, { signal });
  wrapper.addEventListener("focusout", close, { signal });
  wrapper.addEventListener("pointerdown", close, { signal });
  wrapper.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
  window.addEventListener("scroll", close, { signal, capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}
