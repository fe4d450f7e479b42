import { developerPages } from "../developer/routes.tsx";
import { recordPages } from "../records/routes.tsx";
import { salesPages } from "../sales/routes.tsx";
import { venuePages } from "../venue/routes.tsx";
import type { OfficePage } from "./pages.ts";

/** How the sidebar orders pages of different areas; what is not named here comes after. */
const ORDER: readonly string[] = [
  "/",
  "/sales",
  "/reports",
  "/products",
  "/categories",
  "/option-sets",
  "/menus",
  "/production-notes",
  "/price-lists",
  "/taxes",
  "/company",
  "/sites",
  "/registers",
  "/floor-plans",
  "/payment-methods",
  "/discounts",
  "/order-profiles",
  "/reject-reasons",
  "/printers",
];
const place = ({ path }: OfficePage): number => (ORDER.includes(path) ? ORDER.indexOf(path) : ORDER.length);

/** Every page of the back office, in the order in which the sidebar shows them. */
export const officePages: readonly OfficePage[] = [
  ...salesPages,
  ...recordPages,
  ...venuePages,
  ...developerPages,
].toSorted((a, b) => place(a) - place(b));
