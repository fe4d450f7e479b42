import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import { isAt, profilesAt } from "../../../domain/menus/profiles.ts";
import { orderTypes } from "../../../domain/order/order.ts";
import { numberOf } from "../wire.ts";

const numberOrNull = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : numberOf(text);

/** What a register needs to know of its site besides what is sold there. */
export const venueOf = (catalogue: Catalogue, site: Site) => {
  const { company } = catalogue;
  return {
    company: { id: company.id, name: company.name, currency: company.currency, timezone: company.timezone },
    site: {
      id: site.id,
      name: site.name,
      code: site.code,
      timezone: site.timezone ?? company.timezone,
      price_list_id: site.priceListId,
    },
    registers: catalogue.registersOf(site.id).map(({ id, name, code }) => ({ id, name, code })),
    staff: catalogue
      .all("staff")
      .filter(({ siteIds }) => siteIds.includes(site.id))
      .map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}`.trim() })),
    taxes: catalogue.all("tax").map(({ id, name, code, rate }) => ({ id, name, code, rate: numberOf(rate) })),
    payment_methods: catalogue.all("payment_method").map(({ id, name, kind, active, rounding, addonId }) => ({
      id,
      name,
      kind,
      active,
      rounding: numberOrNull(rounding),
      addon_id: addonId,
    })),
    discounts: catalogue
      .all("discount")
      .filter((discount) => discount.active && isAt(discount, site))
      .map(({ id, name, code, percent, amount }) => ({
        id,
        name,
        code,
        percent: numberOrNull(percent),
        amount: numberOrNull(amount),
      })),
    account_profiles: profilesAt(catalogue, site).map((profile) => ({
      id: profile.id,
      code: profile.code,
      name: profile.name,
      delivery_mode: profile.deliveryMode,
      order_type: profile.orderType,
      price_list_id: profile.priceListId,
    })),
    reject_reasons: catalogue.all("reject_reason").map(({ id, name }) => ({ id, name })),
    floor_plans: catalogue
      .all("floor_plan")
      .filter(({ siteId }) => siteId === site.id)
      .map(({ id, name, tables }) => ({
        id,
        name,
        tables: tables
          .filter(({ active }) => active)
          .map((table) => ({
            id: table.id,
            number: table.number,
            reference: table.reference,
            description: table.description,
            seats: table.seats,
            x: table.x ?? null,
            y: table.y ?? null,
            w: table.w ?? null,
            h: table.h ?? null,
            shape: table.shape ?? null,
          })),
      })),
    order_types: orderTypes,
  };
};
