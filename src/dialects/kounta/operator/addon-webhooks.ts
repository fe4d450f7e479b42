import { z } from "zod";
import { type WebhookOwner, webhookCommands } from "../../../commands/webhooks.ts";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { AddressCheck } from "../webhooks/addresses.ts";
import { WebhookChangeIn, WebhookIn, toChange, toTerms } from "../webhooks/input.ts";
import { mustWebhook } from "../webhooks/refusals.ts";
import { pathId } from "../wire.ts";
import { OperatorWebhookOut, webhookShapes } from "./webhooks-shape.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; outgoing: AddressCheck }>;

/**
 * What the company's own add-ons are told of, arranged by whoever looks after add-ons: the same registrations that the
 * add-on makes for itself over the public API, bound by the same rules.
 */
export const addonWebhookRoutes = ({ storage, outgoing }: Parts): readonly Route[] => {
  const { addons } = storage.access;
  const commands = webhookCommands({ storage, refuses: (address) => outgoing.check(address) });
  const shaping = webhookShapes(storage);
  const doc = { tag: "Webhooks", audience: "operator", permission: "addons:write" } as const;
  const path = `${COMPANY}/addons/:addon/webhooks`;
  const params = z.object({ addon: pathId<AddonId>() });
  const one = { path: `${path}/:webhook`, params: params.extend({ webhook: pathId() }) } as const;
  const refused = { description: "Not possible; the error says why." };
  const unfit = { description: "The add-on was revoked, is not connected, or does not use the Kounta API." };

  const ownerOf = async (company: CompanyId, addonId: AddonId): Promise<WebhookOwner> => {
    found(await addons.get(company, addonId), "add-on");
    return { company, addonId };
  };
  /** Throws HttpError 404, and 409 for an add-on that nothing could be sent to. */
  const receiverOf = async (company: CompanyId, addonId: AddonId): Promise<WebhookOwner> => {
    const { active, apis } = found(await addons.get(company, addonId), "add-on");
    if (!active) throw new HttpError(409, "revoked", "The add-on was revoked.");
    if (!apis.includes("kounta")) throw new HttpError(409, "other_api", "The add-on does not use the Kounta API.");
    if (!(await addons.isGranted(company, addonId))) {
      throw new HttpError(409, "not_connected", "The add-on is not connected: connect it first.");
    }
    return { company, addonId };
  };

  return [
    route({
      ...doc,
      id: "operator.addonWebhooks.create",
      summary: "Create a webhook of an add-on",
      description:
        "As the add-on does it itself over the Kounta API. What is sent is signed with the add-on's own secret; a webhook has none besides. Values of its own headers are not shown again.",
      method: "POST",
      path,
      params,
      body: WebhookIn,
      responses: {
        201: { description: "The webhook; Location names it.", schema: OperatorWebhookOut },
        400: refused,
        409: unfit,
      },
      async handle(ask) {
        const { company } = ask.who;
        const owner = await receiverOf(company, ask.params.addon);
        const webhook = mustWebhook(await commands.create(owner, toTerms(ask.body)));
        const body = (await shaping(company, [webhook]))(webhook);
        return { status: 201, body, headers: locationOf(ask, `addons/${owner.addonId}/webhooks/${webhook.id}`) };
      },
    }),
    route({
      ...doc,
      ...one,
      id: "operator.addonWebhooks.update",
      summary: "Change a webhook of an add-on",
      description:
        "Partial: what is not sent stays. A filter and headers are replaced as a whole. One that was switched off because its receiver failed comes back with `active` true, or with another address.",
      method: "PUT",
      body: WebhookChangeIn,
      responses: {
        200: { description: "The full updated record.", schema: OperatorWebhookOut },
        400: refused,
        409: unfit,
      },
      async handle({ who: { company }, params: { addon, webhook: id }, body }) {
        const webhook = mustWebhook(await commands.change(await receiverOf(company, addon), id, toChange(body)));
        return { status: 200, body: (await shaping(company, [webhook]))(webhook) };
      },
    }),
    route({
      ...doc,
      ...one,
      id: "operator.addonWebhooks.delete",
      summary: "Delete a webhook of an add-on",
      description: "What is on its way to it stops.",
      method: "DELETE",
      responses: { 204: { description: "Deleted." } },
      async handle({ who: { company }, params: { addon, webhook } }) {
        mustWebhook(await commands.remove(await ownerOf(company, addon), webhook));
        return { status: 204 };
      },
    }),
  ];
};
