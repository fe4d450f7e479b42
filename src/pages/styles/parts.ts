/** Cards, boxes, lists, badges. */
export const parts = `
.card {
  padding: var(--space-5);
  border: 1px solid var(--color-line);
  border-radius: var(--radius-large);
  background: var(--color-surface);
}
section.card > .button { justify-self: start; }
div.card, section.card, li.card { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: var(--space-4); }
.cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4); }
.cards.tight { gap: var(--space-3); }
@media (min-width: 45.01rem) {
  .cards.pairs { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pairs > :last-child { grid-column: 1 / -1; }
  .pairs .short { max-width: none; }
}
.card.ask { max-width: var(--size-reading); }
.row { display: flex; align-items: flex-start; gap: var(--space-4); }
.row-text { flex: 1; min-width: 0; }
.row .button { flex: none; }
.card.go { display: flex; align-items: center; gap: var(--space-4); padding: var(--space-4) var(--space-5); color: inherit; text-decoration: none; }
.card.go:hover { border-color: var(--color-accent); background: var(--color-sunken); }
.go .row-text { display: grid; gap: 0.125rem; }
.go-name { font-weight: 600; color: var(--color-accent); }
.go .badges { flex: none; justify-content: flex-end; max-width: 40%; }

.tile {
  flex: none;
  display: grid;
  place-items: center;
  width: 2.75rem;
  height: 2.75rem;
  border-radius: 0.75rem;
  background: var(--color-accent-soft);
  color: var(--color-accent);
  font-weight: 650;
  font-size: var(--type-lead);
}
.tile.good { background: var(--color-good-soft); color: var(--color-good); }
.tile.bad { background: var(--color-bad-soft); color: var(--color-bad); }
.asks { display: flex; gap: var(--space-4); align-items: flex-start; }
.asks > div { min-width: 0; display: grid; gap: var(--space-1); }
.asks .tile { width: 3.25rem; height: 3.25rem; font-size: var(--type-heading); }

.box {
  display: flex;
  gap: var(--space-3);
  padding: var(--space-3) var(--space-4);
  border-radius: var(--radius-medium);
  background: var(--color-sunken);
  font-size: 0.9375rem;
}
.box > :not(.icon) { flex: 1; min-width: 0; }
.box > .icon { margin-top: 0.125rem; }
.box.good { background: var(--color-good-soft); color: var(--color-good); }
.box.bad { background: var(--color-bad-soft); color: var(--color-bad); }
.box.warn { background: var(--color-warn-soft); }
.box.warn > .icon { color: var(--color-warn); }
.box.plain > .icon { color: var(--color-muted); }
.summary li > * { display: flex; align-items: center; min-height: var(--size-touch); color: inherit; }
.summary li + li { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.summary p { padding-bottom: var(--space-1); }
.secret { padding: var(--space-5); }
.secret > div { display: grid; gap: var(--space-3); }
.copy {
  display: inline-block;
  padding: 0.5rem 0.75rem;
  border-radius: var(--radius-small);
  background: var(--color-sunken);
  color: var(--color-text);
  overflow-wrap: anywhere;
  user-select: all;
}
.secret .copy { padding: 0.875rem 1rem; background: var(--color-surface); font-size: var(--type-body); }
.foot .copy { margin-top: var(--space-2); }

.allows { display: grid; gap: var(--space-4); }
.allows li { display: flex; gap: var(--space-3); }
.allows li > span { min-width: 0; }
.allows .icon { color: var(--color-accent); margin-top: 0.125rem; }
section > h2 + .allows { margin-top: var(--space-4); }
.ways { display: grid; gap: var(--space-2); padding-left: 1.25rem; }
.ways li::marker { color: var(--color-accent); }
.plain-list { display: grid; gap: var(--space-2); }
.rows li { padding: var(--space-3) 0; border-top: 1px solid var(--color-line); }
.rows li:last-child { border-bottom: 1px solid var(--color-line); }
.badges { display: flex; flex-wrap: wrap; gap: var(--space-2); }
.badge {
  display: inline-block;
  padding: 0.1875rem 0.625rem;
  border-radius: var(--radius-round);
  background: var(--color-sunken);
  box-shadow: inset 0 0 0 1px var(--color-line);
  color: var(--color-muted);
  font-size: 0.8125rem;
  font-weight: 600;
  line-height: 1.4;
}
.badge.good { background: var(--color-good-soft); color: var(--color-good); }
.badge.bad { background: var(--color-bad-soft); color: var(--color-bad); }
.go:hover .badge:not(.good, .bad) { background: var(--color-surface); }

.facts > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: var(--space-1) var(--space-4); padding: var(--space-3) 0; }
.facts > div + div { border-top: 1px solid var(--color-line); }
.facts > div:first-child { padding-top: 0; }
.facts > div:last-child { padding-bottom: 0; }
.facts dt { color: var(--color-muted); font-size: 0.9375rem; }
.facts .copy { padding: 0.125rem 0.5rem; }
details { border-top: 1px solid var(--color-line); margin-bottom: calc(-1 * var(--space-3)); }
summary { display: flex; align-items: center; gap: var(--space-2); min-height: var(--size-touch); cursor: pointer; font-weight: 600; font-size: 0.9375rem; color: var(--color-accent); list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::after {
  content: "";
  width: 0.5rem;
  height: 0.5rem;
  margin: 0 var(--space-1) 0 auto;
  border: solid currentColor;
  border-width: 0 2px 2px 0;
  transform: translateY(-25%) rotate(45deg);
}
details[open] > summary::after { transform: translateY(25%) rotate(-135deg); }
details > .allows { padding: var(--space-2) 0 var(--space-4); }
.count { padding: 0 0.5rem; border-radius: var(--radius-round); background: var(--color-accent-soft); font-size: 0.8125rem; }
.back { display: inline-flex; align-items: center; justify-self: start; gap: var(--space-2); min-height: var(--size-touch); margin: calc(-1 * var(--space-3)) 0; font-weight: 550; font-size: 0.9375rem; text-decoration: none; }
.empty {
  display: grid;
  justify-items: center;
  gap: var(--space-3);
  padding: var(--space-7) var(--space-5);
  border: 1px dashed var(--color-control);
  border-radius: var(--radius-large);
  text-align: center;
}
.empty p { max-width: 34rem; color: var(--color-muted); text-wrap: pretty; }
.as {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: var(--space-3);
  padding-top: var(--space-4);
  border-top: 1px solid var(--color-line);
  font-size: var(--type-small);
}
.as .button { margin-right: -0.75rem; padding-inline: 0.75rem; flex: none; max-width: 50%; }
.host { color: var(--color-text); }

@media (max-width: 30rem) {
  .card, .card.go { padding: var(--space-4); }
  .facts > div { grid-template-columns: minmax(0, 1fr); }
  .card.go { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-3) var(--space-4); align-items: start; }
  .go .badges { grid-column: 2; max-width: none; justify-content: flex-start; }
  .as { flex-direction: column; align-items: flex-start; gap: 0; }
  .as .button { margin: 0 0 0 -0.75rem; max-width: none; }
  .empty { padding: var(--space-6) var(--space-4); }
}
@media (forced-colors: active) {
  .button, .badge, .box, .tile { border: 1px solid; }
}
`;
