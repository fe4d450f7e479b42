import { createContext, useContext } from "react";
import type { Api } from "../../common/api.ts";
import type { LiveState } from "../../common/live.ts";

/** Where this screen hangs: the site, and through which register's pairing it signs in. */
export type Kitchen = Readonly<{
  api: Api;
  companyId: number;
  siteId: number;
  siteName: string;
  who: string;
  live: LiveState;
  signOut: () => void;
}>;

export const KitchenContext = createContext<Kitchen | null>(null);

/** The kitchen that the component stands in. Throws outside of the signed-in part of the screen. */
export const useKitchen = (): Kitchen => {
  const kitchen = useContext(KitchenContext);
  if (!kitchen) throw new Error("a part of the kitchen outside of it");
  return kitchen;
};

export const kitchenPath = ({ companyId, siteId }: Pick<Kitchen, "companyId" | "siteId">, path: string): string =>
  `companies/${companyId}/sites/${siteId}/kitchen/${path}`;
