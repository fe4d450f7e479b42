/**
 * The design tokens: every colour, distance and size that the product's pages and screens are made of. Plain values
 * without a dependency, so that the server-rendered pages and the screens share this one file.
 */

/** Colours as "#rrggbb". A name is what the colour is for; `on…` is text on a ground of that colour. */
export type Colours = Readonly<{
  page: string;
  surface: string;
  sunken: string;
  text: string;
  muted: string;
  /** Decoration: the edge of a card, a rule between rows. */
  line: string;
  /** The edge of something one can type into or tick: at least 3:1 on the surface (WCAG 1.4.11). */
  control: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  accentSoft: string;
  focus: string;
  brand: string;
  onBrand: string;
  good: string;
  goodSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badHover: string;
  onBad: string;
  badSoft: string;
}>;

const light: Colours = {
  page: "#f4f6f4",
  surface: "#ffffff",
  sunken: "#f1f4f2",
  text: "#14201b",
  muted: "#52605a",
  line: "#dde4e0",
  control: "#7a8881",
  accent: "#1b5e4b",
  accentHover: "#14342b",
  onAccent: "#ffffff",
  accentSoft: "#e5f1eb",
  focus: "#1f7a60",
  brand: "#14342b",
  onBrand: "#d9efe4",
  good: "#1c5e3b",
  goodSoft: "#e5f4ea",
  warn: "#734700",
  warnSoft: "#fff5df",
  bad: "#a3231c",
  badHover: "#7f1813",
  onBad: "#ffffff",
  badSoft: "#fdedec",
};

const dark: Colours = {
  page: "#0c1411",
  surface: "#131e1a",
  sunken: "#192621",
  text: "#e9f0ec",
  muted: "#a7b6ae",
  line: "#26352f",
  control: "#74867d",
  accent: "#86d6b5",
  accentHover: "#a9e5cc",
  onAccent: "#08211a",
  accentSoft: "#1a382e",
  focus: "#86d6b5",
  brand: "#1f4a3d",
  onBrand: "#c6ecdb",
  good: "#93dcb0",
  goodSoft: "#153325",
  warn: "#f0c878",
  warnSoft: "#33280f",
  bad: "#ff9d94",
  badHover: "#ffbbb5",
  onBad: "#2c0704",
  badSoft: "#3a1b19",
};

export const tokens = {
  colours: { light, dark },
  /** Lengths in rem, so that they grow with the reader's text size. */
  space: { "1": "0.25rem", "2": "0.5rem", "3": "0.75rem", "4": "1rem", "5": "1.5rem", "6": "2rem", "7": "3rem" },
  radius: { small: "0.375rem", medium: "0.625rem", large: "1rem", round: "999px" },
  size: {
    /** The least height of anything that a finger should hit: 44 px (WCAG 2.5.5). */
    touch: "2.75rem",
    /** The width of a page that asks one thing, of a question with a list, and of a page of work. */
    narrow: "26rem",
    reading: "35rem",
    wide: "60rem",
  },
  type: {
    family: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
    mono: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    small: "0.875rem",
    body: "1rem",
    lead: "1.125rem",
    heading: "1.25rem",
    title: "1.625rem",
  },
  shadow: {
    light: "0 1px 2px rgb(20 32 27 / 5%), 0 10px 30px -12px rgb(20 32 27 / 14%)",
    dark: "0 1px 2px rgb(0 0 0 / 40%), 0 10px 30px -12px rgb(0 0 0 / 60%)",
  },
} as const;

/** "accentSoft" → "accent-soft". */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const declared = (group: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${group}-${kebab(name)}: ${value};`)
    .join("\n");

const theme = (name: "light" | "dark"): string =>
  `${declared("color", tokens.colours[name])}\n--shadow-raised: ${tokens.shadow[name]};`;

/** The tokens as CSS custom properties of the root: `--color-accent-soft`, `--space-4`, … in both themes. */
export const customProperties = (): string => `:root {
color-scheme: light dark;
${theme("light")}
${declared("space", tokens.space)}
${declared("radius", tokens.radius)}
${declared("size", tokens.size)}
${declared("type", tokens.type)}
}
@media (prefers-color-scheme: dark) {
:root {
${theme("dark")}
}
}
`;
