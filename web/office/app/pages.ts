import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** The parts of the sidebar, from above. */
export const SECTIONS = ["Sales", "Catalogue", "Venue", "People", "Developer"] as const;
export type Section = (typeof SECTIONS)[number];

/** A page of the back office. Each area lists its own in `<area>/routes.tsx`; the code of a page is loaded when it is opened. */
export type OfficePage = Readonly<{
  /** Below /office: "/products", "/products/$id". */
  path: string;
  /** What the sidebar, the search of pages and the window call it. */
  title: string;
  /** Where the sidebar lists it; null: one comes to it from another page. */
  section: Section | null;
  icon: LucideIcon;
  /** Who may not do this is not shown the page; null: everybody may see it. */
  permission: string | null;
  /** Further words by which the search of pages finds it. */
  words?: string;
  /** Whether the site filter of the top bar says anything to it. */
  bySite?: boolean;
  component: () => Promise<() => ReactNode>;
}>;

/** Whether the first part of a path is that of a page of the sidebar: "/products/12" belongs to "/products". */
const isUnder = (path: string, page: string): boolean =>
  page === "/" ? path === "/" : path === page || path.startsWith(`${page}/`);

/** Whether an address is that of a page, with something in place of what "$" begins. */
export const isAt = (path: string, page: string): boolean => {
  const [own, its] = [path, page].map((one) => one.split("/").filter(Boolean)) as [string[], string[]];
  return own.length === its.length && its.every((part, index) => part.startsWith("$") || part === own[index]);
};

/** The page of the sidebar that an address belongs to: the one with the longest path above it. */
export const pageAt = (pages: readonly OfficePage[], path: string): OfficePage | undefined =>
  pages
    .filter((page) => page.section !== null && isUnder(path, page.path))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
