import type { OfficePage } from "./pages.ts";

const OPEN = "servery-page-search";

/** Opens the search of pages, from wherever. */
export const openPageSearch = (): void => {
  window.dispatchEvent(new Event(OPEN));
};

/** Tells when somebody wants the search. Answers how to stop listening. */
export const onPageSearch = (open: () => void): (() => void) => {
  window.addEventListener(OPEN, open);
  return () => window.removeEventListener(OPEN, open);
};

/** The pages of the sidebar that hold every word; those whose name begins with what was typed come first. */
export const pagesFor = (pages: readonly OfficePage[], typed: string): readonly OfficePage[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const first = ({ title }: OfficePage): number => (title.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return pages
    .filter((page) => page.section !== null)
    .filter((page) => {
      const text = `${page.title} ${page.section} ${page.words ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => first(a) - first(b));
};
