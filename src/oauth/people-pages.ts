import type { AddonCommands } from "../commands/addons.ts";
import type { Storage } from "../storage/storage.ts";
import type { Endpoint } from "./endpoint.ts";
import type { SignIns } from "./sign-in.ts";

export type PeopleParts = Readonly<{ storage: Storage; signIns: SignIns; addons: AddonCommands }>;

/** Pages of people who are signed in: their account, connected apps, add-ons. */
export const peoplePages = (_parts: PeopleParts): readonly Endpoint[] => [];
