import { z } from "zod";
import { APIS, type Addon, GRANTS } from "../../../domain/access/addon.ts";
import { flag, outId } from "../resources/venue-wire.ts";
import { freeText, stamp, text } from "../wire.ts";

const ENTRIES_MAX = 100;

const listOfThem = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry, { error: "must be a list" })
    .max(ENTRIES_MAX, { error: `must not have more than ${ENTRIES_MAX} entries` });

/** What an owner says of an add-on. How long and how many is for the rules of add-ons to say. */
const fields = {
  name: freeText(1_000),
  description: freeText().meta({ description: "Shown to people who are asked to connect it." }),
  public: flag.meta({ description: "An app that cannot keep a secret: it has none, and must use PKCE." }),
  apis: listOfThem(z.enum(APIS, { error: `must be one of ${APIS.join(", ")}` })),
  redirect_uris: listOfThem(text(10_000)).meta({
    description: "Where people are sent back to: HTTPS, letter by letter.",
  }),
  scopes: listOfThem(text()).meta({ description: "What it may ask for over the K-Series API." }),
  permissions: listOfThem(text()).meta({ description: "What it may do over the Kounta API; `*` is everything." }),
  grants: listOfThem(z.enum(GRANTS, { error: `must be one of ${GRANTS.join(", ")}` })),
};
const Fields = z.object(fields);

export type AddonWire = { readonly [K in keyof z.output<typeof Fields>]: z.output<typeof Fields>[K] | undefined };
export const AddonEdits = Fields.partial();
export const AddonIn = AddonEdits.extend({ name: fields.name });

export const AddonOut = z.object({
  id: outId,
  client_id: z.string(),
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  apis: z.array(z.enum(APIS)),
  redirect_uris: z.array(z.string()),
  scopes: z.array(z.string()),
  permissions: z.array(z.string()),
  grants: z.array(z.enum(GRANTS)),
  status: z.enum(["active", "revoked"]),
  old_secret_until: z.string().nullable().meta({ description: "Until when the secret before this one is good." }),
  created_at: z.string(),
  connected_companies: z.int().meta({ description: "In how many companies it is connected, its own included." }),
});
export const AddonWithSecretOut = AddonOut.extend({
  client_secret: z.string().nullable().meta({ description: "Shown this once. A public add-on has none." }),
});

type Context = Readonly<{ now: number; zone: string; connected: number }>;

/** An add-on as its owner sees it: never with a secret, or the hash of one. */
export const addonShape = (addon: Addon, { now, zone, connected }: Context): z.output<typeof AddonOut> => ({
  id: addon.id,
  client_id: addon.clientId,
  name: addon.name,
  description: addon.description,
  public: addon.isPublic,
  apis: [...addon.apis],
  redirect_uris: [...addon.redirectUris],
  scopes: [...addon.scopes],
  permissions: [...addon.permissions],
  grants: [...addon.grants],
  status: addon.active ? "active" : "revoked",
  old_secret_until:
    addon.oldSecret && addon.oldSecret.until > now && !addon.isPublic ? stamp(addon.oldSecret.until, zone) : null,
  created_at: stamp(addon.createdAt, zone),
  connected_companies: connected,
});
