import type { AddonCommands } from "../../../commands/addons.ts";
import { deviceCommands } from "../../../commands/devices.ts";
import { peopleCommands } from "../../../commands/people.ts";
import type { Route } from "../../../http/route.ts";
import { newSecret, sha256 } from "../../../kit/secrets.ts";
import type { SignIns } from "../../../oauth/sign-in.ts";
import type { Storage } from "../../../storage/storage.ts";
import { addonRoutes } from "./addons.ts";
import { connectedAppRoutes } from "./connected-apps.ts";
import { DEVICE_PREFIX } from "./device-token.ts";
import { deviceRoutes } from "./devices.ts";
import { meRoutes } from "./me.ts";
import { ownSessionRoutes } from "./own-session-routes.ts";
import { peopleRoutes } from "./people.ts";
import { sessionRoutes } from "./sessions.ts";

export type AccessParts = Readonly<{ storage: Storage; signIns: SignIns; addons: AddonCommands; pageSize: number }>;

/** Who may come in: people with their sessions, PINs and devices, and the add-ons that act for companies. */
export const accessRoutes = (parts: AccessParts): readonly Route[] => {
  const { storage } = parts;
  const people = peopleCommands(storage);
  const newToken = () => {
    const text = `${DEVICE_PREFIX}${newSecret(32)}`;
    return { text, hash: sha256(text) };
  };
  const devices = deviceCommands({ storage, newToken });
  return [
    ...sessionRoutes(parts),
    ...ownSessionRoutes(parts),
    ...meRoutes({ ...parts, people }),
    ...peopleRoutes({ ...parts, people }),
    ...deviceRoutes({ ...parts, devices }),
    ...addonRoutes(parts),
    ...connectedAppRoutes(parts),
  ];
};
