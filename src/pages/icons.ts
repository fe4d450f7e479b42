import { Html } from "./html.ts";

/** Line drawings of 24 × 24 that take the colour of the text beside them. They say nothing to a screen reader. */
const drawing = (paths: string): Html =>
  new Html(
    `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );

const CLOCHE = `<path d="M4 16a8 8 0 0 1 16 0z"/><path d="M3 19.5h18"/><path d="M12 8V6.5"/>`;

export const icons = {
  cloche: drawing(CLOCHE),
  tick: drawing(`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  warning: drawing(`<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4"/><path d="M12 17h.01"/>`),
  info: drawing(`<circle cx="12" cy="12" r="9"/><path d="M12 11v5"/><path d="M12 8h.01"/>`),
  key: drawing(`<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8"/><path d="m16 7 3 3"/>`),
  back: drawing(`<path d="M19 12H5"/><path d="m11 6-6 6 6 6"/>`),
  cart: drawing(
    `<circle cx="9" cy="20" r="1.5"/><circle cx="17" cy="20" r="1.5"/><path d="M3 4h2.5l2.3 11.2h9.9l2-8.2H6.2"/>`,
  ),
  chart: drawing(`<path d="M4 4v16h16"/><path d="M9 16v-4"/><path d="M13.5 16V8"/><path d="M18 16v-6"/>`),
  braces: drawing(
    `<path d="M9 4H8a2 2 0 0 0-2 2v3.5c0 1.5-2 2.5-2 2.5s2 1 2 2.5V18a2 2 0 0 0 2 2h1"/><path d="M15 4h1a2 2 0 0 1 2 2v3.5c0 1.5 2 2.5 2 2.5s-2 1-2 2.5V18a2 2 0 0 1-2 2h-1"/>`,
  ),
  plug: drawing(`<path d="M9 3v5M15 3v5"/><path d="M6 8h12v3a6 6 0 0 1-12 0z"/><path d="M12 17v4"/>`),
};

/** The mark for the browser's tab, as an address that needs no request. */
export const favicon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 32 32"><rect x="-4" y="-4" width="32" height="32" rx="8" fill="#14342b"/><g fill="none" stroke="#d9efe4" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${CLOCHE}</g></svg>`,
)}`;
