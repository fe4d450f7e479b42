/** The two frames: a door (one sheet in the middle of the page) and an office (a bar above the work). */
export const layout = `
.brand {
  flex: none;
  display: inline-flex;
  align-items: center;
  gap: 0.625rem;
  min-height: 2.75rem;
  font-weight: 650;
  font-size: var(--type-lead);
  letter-spacing: -0.01em;
  color: inherit;
  text-decoration: none;
}
.brand:hover { color: var(--color-accent); }
.brand-mark {
  display: grid;
  place-items: center;
  width: 2rem;
  height: 2rem;
  border-radius: 0.5rem;
  background: var(--color-brand);
  color: var(--color-on-brand);
}

.door { display: flex; flex-direction: column; align-items: center; padding: var(--space-6) var(--space-4) var(--space-7); }
.door-head { margin-bottom: var(--space-5); }
.sheet {
  width: 100%;
  max-width: var(--size-narrow);
  padding: var(--space-6);
  border: 1px solid var(--color-line);
  border-radius: var(--radius-large);
  background: var(--color-surface);
  box-shadow: var(--shadow-raised);
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: var(--space-4);
}
.sheet.wide { max-width: var(--size-reading); gap: var(--space-5); }
.sheet > .intro { margin-top: calc(-1 * var(--space-2)); }
.sheet.wide > .intro { margin-top: calc(-1 * var(--space-3)); }
.foot { padding-top: var(--space-4); border-top: 1px solid var(--color-line); }

.bar { background: var(--color-surface); border-bottom: 1px solid var(--color-line); }
.bar-in {
  max-width: calc(var(--size-wide) + 2 * var(--space-5));
  margin: 0 auto;
  padding: 0 var(--space-5);
  display: flex;
  align-items: center;
  gap: var(--space-2) var(--space-5);
  min-height: 4.25rem;
}
.nav { flex: none; display: flex; align-self: stretch; margin: 0 calc(-1 * var(--space-3)); }
.nav-link {
  position: relative;
  display: flex;
  align-items: center;
  min-height: var(--size-touch);
  padding: 0 var(--space-3);
  color: var(--color-muted);
  font-weight: 550;
  font-size: 0.9375rem;
  text-decoration: none;
}
.nav-link:hover { color: var(--color-text); }
.nav-link[aria-current] { color: var(--color-accent); }
.nav-link[aria-current]::after {
  content: "";
  position: absolute;
  inset: auto var(--space-3) -1px;
  border-bottom: 2px solid;
}
.nav-link:focus-visible { outline-offset: -4px; border-radius: var(--radius-small); }
.out { flex: none; margin-right: -1.125rem; }
.who { flex: 1; min-width: 0; text-align: right; font-size: var(--type-small); line-height: 1.35; padding: var(--space-2) 0; }
.who bdi { display: block; }
.who-name { font-weight: 600; }
.who-company { color: var(--color-muted); }
.work {
  max-width: calc(var(--size-wide) + 2 * var(--space-5));
  margin: 0 auto;
  padding: var(--space-6) var(--space-5) var(--space-7);
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: var(--space-5);
}
.head { display: flex; align-items: flex-start; justify-content: space-between; gap: var(--space-4); }
.head-text { display: grid; gap: var(--space-1); min-width: 0; }
.head .button { flex: none; }
.work > form.card, .work > .summary { max-width: 48rem; }

@media (max-width: 45rem) {
  .bar-in {
    display: grid;
    grid-template: "brand out" auto "who who" auto "nav nav" auto / minmax(0, 1fr) auto;
    padding: var(--space-3) var(--space-4) 0;
    gap: 0;
  }
  .out { grid-area: out; margin-right: calc(-1 * var(--space-4)); }
  .who { grid-area: who; margin: 0; text-align: left; padding: var(--space-1) 0; }
  .who bdi { display: inline; }
  .who-company::before { content: "· "; }
  .nav { grid-area: nav; flex-wrap: wrap; }
  .work { padding: var(--space-5) var(--space-4) var(--space-7); }
}
@media (max-width: 30rem) {
  .door { padding: var(--space-5) var(--space-4) var(--space-6); background: var(--color-surface); align-items: stretch; }
  .sheet { border: 0; border-radius: 0; box-shadow: none; padding: 0; background: none; }
  .head { flex-direction: column; }
}
`;
