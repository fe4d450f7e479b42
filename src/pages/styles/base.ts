/** Resets, text, links, focus. */
export const base = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  background: var(--color-page);
  color: var(--color-text);
  font: 400 var(--type-body)/1.55 var(--type-family);
  -webkit-font-smoothing: antialiased;
  overflow-wrap: anywhere;
}
h1, h2, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
ul[role="list"] { list-style: none; }
fieldset { border: 0; min-width: 0; }
legend { padding: 0; }
h1 { font-size: var(--type-title); line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: var(--type-heading); line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
b { font-weight: 600; }
a { color: var(--color-accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { color: var(--color-accent-hover); }
code { font-family: var(--type-mono); font-size: 0.875em; }
.intro { color: var(--color-muted); font-size: var(--type-body); text-wrap: pretty; }
.by, .says, .hint, .optional, .foot { color: var(--color-muted); font-size: var(--type-small); line-height: 1.5; }
.says { display: block; }
.icon { flex: none; display: block; }
.unseen, .skip:not(:focus) {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.skip {
  position: absolute;
  z-index: 1;
  top: var(--space-2);
  left: var(--space-2);
  padding: var(--space-3) var(--space-4);
  border-radius: var(--radius-small);
  background: var(--color-accent);
  color: var(--color-on-accent);
}
:focus-visible { outline: 3px solid var(--color-focus); outline-offset: 2px; }
[tabindex="-1"]:focus { outline: none; }
@media (prefers-reduced-motion: no-preference) {
  .button, .input, .card.go, .nav-link, .choice { transition: background-color 0.12s, border-color 0.12s, color 0.12s; }
}
`;
