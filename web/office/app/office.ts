import { createContext, useContext } from "react";
import type { Session } from "./session.ts";

export type Company = Readonly<{ id: number; name: string; currency: string; timezone: string }>;
export type SiteName = Readonly<{ id: number; name: string; code: string; timezone: string | null }>;

/** What every page of the back office stands on. */
export type Office = Readonly<{
  session: Session;
  company: Company;
  sites: readonly SiteName[];
  /** The site that the top bar is set to (`?site=` of the address); undefined: all of them. */
  site: SiteName | undefined;
  /** The clock by which times are shown: the site's, else the company's. */
  timezone: string;
  may(permission: string): boolean;
  /** A path of the operator API below the company: `at("products")`. */
  at(path: string): string;
}>;

export const OfficeContext = createContext<Office | null>(null);

/** The office that a page stands in. Throws outside of its frame. */
export const useOffice = (): Office => {
  const office = useContext(OfficeContext);
  if (!office) throw new Error("a page of the back office outside of its frame");
  return office;
};
