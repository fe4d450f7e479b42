import { customerCommands } from "../../../commands/save-customer.ts";
import { updateSite } from "../../../commands/update-site.ts";
import type { Route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { addressRoutes } from "./addresses.ts";
import { companyRoutes } from "./companies.ts";
import { customerRoutes } from "./customers.ts";
import { registerRoutes } from "./registers.ts";
import { siteRoutes } from "./sites.ts";
import { staffRoutes } from "./staff.ts";
import { statusRoutes } from "./status.ts";

/** The venue and its people: company, sites, registers, staff, customers, and where they all are. */
export const venueRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const customers = customerCommands(storage);
  return [
    ...companyRoutes({ storage }),
    ...statusRoutes({ storage }),
    ...siteRoutes({ storage, pageSize, updateSite: updateSite(storage) }),
    ...registerRoutes({ storage, pageSize }),
    ...staffRoutes({ storage, pageSize }),
    ...customerRoutes({ storage, pageSize, customers }),
    ...addressRoutes({ storage, pageSize, customers }),
  ];
};
