import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";

test.each([
  ["a single paragraph as agents write it", "<p>hey</p>", "hey"],
  ["two paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"],
  ["lines", "One<br>Two<br/>Three", "One\nTwo\nThree"],
  ["umlauts and emoji, written and as entities", "<p>Gr&uuml;&szlig;e 😀 &#128075; ä</p>", "Grüße 😀 👋 ä"],
  ["the three signs of markup", "<p>a &lt; b &amp;&amp; c &gt; d</p>", "a < b && c > d"],
  ["entities are decoded once", "<p>&amp;lt;b&amp;gt; &amp;amp;</p>", "&lt;b&gt; &amp;"],
  ["an unknown entity stays", "AT&T &nosuch; &#xD800;", "AT&T &nosuch; \uFFFD"],
  ["the number of a Windows sign", "&#150;", "–"],
  ["a script is not read", "<p>Hi<script>alert('<p>x</p>')</script> there</p>", "Hi there"],
  ["a script that never ends", "Hi<script>alert(1)", "Hi"],
  ["styles and comments", "<style>p{}</style><!-- <p>no</p> --><p>Yes</p>", "Yes"],
  [
    "a link with words",
    '<a href="https://a.example/x?a=1&amp;b=2">our page</a>',
    "our page (https://a.example/x?a=1&b=2)",
  ],
  ["a link that is its own words", '<a href="https://a.example">https://a.example</a>', "https://a.example"],
  ["an address for mail", '<a href="mailto:a@b.example">write us</a>', "write us (a@b.example)"],
  ["a link that runs a script", '<a href="javascript:alert(1)">click</a>', "click"],
  ["a list", "<ul><li>One</li><li>Two</li></ul>Then", "- One\n- Two\n\nThen"],
  ["a numbered list in a list", "<ul><li>A<ol><li>B</li><li>C</li></ol></li></ul>", "- A\n  1. B\n  2. C"],
  ["blanks as a browser shows them", "<p>  a \n  b&nbsp;c </p>", "a b c"],
  ["a bracket that is none", "1 < 2 and 3 > 2 <3", "1 < 2 and 3 > 2 <3"],
  ["a bracket within quotes", '<p title="a > b">Text</p>', "Text"],
  ["a picture", '<p>See <img src="x.png" alt="the plan"></p>', "See the plan"],
  ["a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
  ["preformatted text", "<pre>a\n  b</pre>", "a\n  b"],
  ["nothing", "<p><br></p>", ""],
])("%s", (_what, html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test("plain words come out as they are, once they are escaped", () => {
  const words = fc.stringMatching(/^[A-Za-zäöü<>&"'😀]{1,40}$/u);
  fc.assert(
    fc.property(words, (text) => {
      const escaped = text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
      expect(htmlToText(`<p>${escaped}</p>`)).toBe(text);
    }),
  );
});

test("whatever comes, it ends soon and leaves no end of a script behind", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("<a ", '"', "'", "<script>", "</script>", "<p>", ">", "x", "&#", "<!--")),
      (parts) => {
        const text = htmlToText(parts.join(""));
        expect(text.length).toBeLessThanOrEqual(parts.join("").length * 2 + 10);
      },
    ),
  );
});
