"use client";

import { html } from "@codemirror/lang-html";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { minimalSetup } from "codemirror";
import { useEffect, useRef } from "react";

export type CodeEditorProps = {
  id: string;
  label: string;
  describedBy: string | undefined;
  invalid: boolean;
  /** Read once: from then on the editor has the text. */
  text: string;
  onChange: (text: string) => void;
};

const LOOK = EditorView.theme({
  // Paper, whatever the theme: the colours of its parts are made for it.
  "&": { fontSize: "12px", height: "28rem", backgroundColor: "#fff", color: "#1b2024", colorScheme: "light" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.5" },
  "&.cm-focused": { outline: "none" },
  ".cm-gutters": { backgroundColor: "transparent", color: "#5b6570" },
});

/** HTML with its parts told apart by colour. Tab leaves it, as it leaves any field; Ctrl-M (on a Mac ⌥-Shift-M) changes that. */
export default function CodeEditor({ id, label, describedBy, invalid, text, onChange }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const first = useRef({ text, onChange });
  first.current.onChange = onChange;

  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [
          // Its rules stand in a style element, which the policy of the page lets through by this alone.
          EditorView.cspNonce.of(document.querySelector("script[nonce]")?.getAttribute("nonce") || nonce()),
          minimalSetup,
          lineNumbers(),
          html({ autoCloseTags: false }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ id, "aria-label": label, spellcheck: "false", tabindex: "0" }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) first.current.onChange(state.doc.toString());
          }),
          LOOK,
        ],
      }),
    });
    // Lines that were measured in another font, before this one had come, leave their numbers behind.
    const measure = () => view.requestMeasure();
    document.fonts.addEventListener("loadingdone", measure);
    return () => {
      document.fonts.removeEventListener("loadingdone", measure);
      view.destroy();
    };
  }, [id, label]);

  useEffect(() => {
    const content = place.current?.querySelector(".cm-content");
    content?.setAttribute("aria-invalid", String(invalid));
    if (describedBy) content?.setAttribute("aria-describedby", describedBy);
    else content?.removeAttribute("aria-describedby");
  }, [invalid, describedBy]);

  // Its colours are for paper; on dark they are turned round as a whole, which keeps their contrast.
  return (
    <div
      ref={place}
      className="control h-auto overflow-hidden p-0 focus-within:outline-2 focus-within:outline-accent in-[.dark]:invert-90 in-[.dark]:hue-rotate-180"
    />
  );
}

/** Browsers hide the attribute from selectors and keep it as a property. */
const nonce = () =>
  [...document.querySelectorAll("script")].map((script) => script.nonce).find((value) => value) ?? "";
