/** Fields, boxes to tick, buttons. */
export const forms = `
form { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4); }
.sheet.wide form { gap: var(--space-5); }
.short { max-width: 24rem; }
.part { display: grid; gap: var(--space-4); padding-top: var(--space-5); border-top: 1px solid var(--color-line); }
.part > legend { float: left; width: 100%; font-size: var(--type-lead); font-weight: 650; }
.part > legend + * { clear: both; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-4); }
.field { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 0.375rem; }
.field label, .group legend { font-weight: 600; font-size: 0.9375rem; }
.optional { font-weight: 400; margin-left: var(--space-1); }
.hint + .input { margin-top: 0; }
.input {
  width: 100%;
  min-height: 3rem;
  padding: 0.625rem 0.875rem;
  border: 1px solid var(--color-control);
  border-radius: var(--radius-medium);
  background: var(--color-surface);
  color: var(--color-text);
  font: inherit;
}
.select { position: relative; display: block; }
.select .input { appearance: none; padding-right: 2.5rem; text-overflow: ellipsis; }
.select::after {
  content: "";
  position: absolute;
  right: 1.125rem;
  top: 50%;
  width: 0.5rem;
  height: 0.5rem;
  border: solid var(--color-muted);
  border-width: 0 2px 2px 0;
  transform: translateY(-75%) rotate(45deg);
  pointer-events: none;
}
textarea.input { resize: vertical; line-height: 1.5; }
textarea[wrap="off"] { font-family: var(--type-mono); font-size: var(--type-small); }
.input:hover { border-color: var(--color-text); }
.input:focus { outline: 3px solid var(--color-focus); outline-offset: -1px; border-color: transparent; }
.input[aria-invalid="true"] { border-color: var(--color-bad); box-shadow: inset 0 0 0 1px var(--color-bad); }
.problem { display: flex; gap: var(--space-2); color: var(--color-bad); font-size: var(--type-small); font-weight: 550; }
.problem .icon { width: 1.125rem; height: 1.3125rem; }

.group { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.375rem; }
.group legend { float: left; width: 100%; }
.group legend + * { clear: both; }
.choices { border: 1px solid var(--color-line); border-radius: var(--radius-medium); overflow: hidden; margin-top: var(--space-1); }
.choice {
  display: flex;
  gap: var(--space-3);
  min-height: var(--size-touch);
  padding: var(--space-3) var(--space-4);
  cursor: pointer;
}
.choice + .choice { border-top: 1px solid var(--color-line); }
.choice:hover { background: var(--color-sunken); }
.choice:has(input:checked) { background: var(--color-accent-soft); }
.choice:has(input:focus-visible) { outline: 3px solid var(--color-focus); outline-offset: -3px; border-radius: var(--radius-medium); }
.choice input {
  appearance: none;
  flex: none;
  display: grid;
  place-items: center;
  width: 1.375rem;
  height: 1.375rem;
  margin: 0.0625rem 0 0;
  border: 1.5px solid var(--color-control);
  border-radius: var(--radius-small);
  background: var(--color-surface);
  cursor: inherit;
}
.choice input[type="radio"] { border-radius: 50%; }
.choice input:checked { border-color: var(--color-accent); background: var(--color-accent); }
.choice input:checked::before {
  content: "";
  width: 0.375rem;
  height: 0.6875rem;
  margin-top: -0.125rem;
  border: solid var(--color-on-accent);
  border-width: 0 2px 2px 0;
  transform: rotate(45deg);
}
.choice input[type="radio"]:checked::before {
  width: 0.5rem;
  height: 0.5rem;
  margin: 0;
  border: 0;
  border-radius: 50%;
  background: var(--color-on-accent);
}
.choice input:focus-visible { outline: none; }
.choice-text { min-width: 0; }
.choice-title { font-weight: 600; }
.choice-name { display: inline-block; color: var(--color-muted); font-size: 0.8125rem; margin-right: var(--space-1); }
.choice:has(input:checked) .choice-name, .choice:has(input:checked) .says { color: var(--color-text); }

.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: var(--space-2);
  min-height: var(--size-touch);
  padding: 0.5rem 1.125rem;
  border: 1px solid var(--color-control);
  border-radius: var(--radius-medium);
  background: var(--color-surface);
  color: var(--color-text);
  font: 600 0.9375rem/1.25 var(--type-family);
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.button:hover { background: var(--color-sunken); color: var(--color-text); border-color: var(--color-text); }
.button.primary { background: var(--color-accent); border-color: var(--color-accent); color: var(--color-on-accent); }
.button.primary:hover { background: var(--color-accent-hover); border-color: var(--color-accent-hover); }
.button.danger { background: var(--color-bad); border-color: var(--color-bad); color: var(--color-on-bad); }
.button.danger:hover { background: var(--color-bad-hover); border-color: var(--color-bad-hover); }
.button.danger-line { border-color: var(--color-bad); color: var(--color-bad); }
.button.danger-line:hover { background: var(--color-bad-soft); }
.button.quiet { border-color: transparent; background: transparent; color: var(--color-accent); }
.button.quiet:hover { background: var(--color-sunken); }
.button.block { width: 100%; min-height: 3rem; }
form > .button:not(.block) { justify-self: start; }
.actions { display: flex; flex-wrap: wrap; gap: var(--space-3); }
.actions.even > .button { flex: 1 1 10rem; min-height: 3rem; }

@media (min-width: 45.01rem) {
  .office .choices { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px; background: var(--color-line); }
  .office .choice { border: 0; background: var(--color-surface); }
  .office .choice:hover { background: var(--color-sunken); }
  .office .choice:has(input:checked) { background: var(--color-accent-soft); }
  .office .choice:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
@media (forced-colors: active) {
  .choice input { appearance: auto; }
  .choice input::before { display: none; }
}
@media (max-width: 30rem) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  .actions { flex-direction: column; align-items: stretch; }
  .actions.even > .button { flex: none; }
  .short { max-width: none; }
  form > .button.primary:not(.block) { justify-self: stretch; min-height: 3rem; }
}
`;
