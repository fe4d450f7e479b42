import type { Route } from "../../http/route.ts";
import type { Storage } from "../../storage/storage.ts";

export type KseriesParts = Readonly<{ storage: Storage }>;

/** Every route of the K-Series API. */
export const kseriesRoutes = (_parts: KseriesParts): readonly Route[] => [];
