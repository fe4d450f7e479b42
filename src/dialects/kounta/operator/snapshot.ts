import { z } from "zod";
import { restrictionAt } from "../../../commands/restriction-at.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../domain/ids.ts";
import { etagOfBytes } from "../../../http/conditional.ts";
import { type Route, route } from "../../../http/route.ts";
import { LruMap } from "../../../kit/lru.ts";
import type { Reads, Storage } from "../../../storage/storage.ts";
import { pathId } from "../wire.ts";
import { countedAt, goodsOf } from "./snapshot-goods.ts";
import { SnapshotOut } from "./snapshot-shape.ts";
import { venueOf } from "./snapshot-venue.ts";
import { COMPANY, found } from "./wire.ts";

/** What is kept of rendered snapshots, in bytes; the newest one is always kept. */
const KEPT_BYTES_MAX = 32 * 1024 * 1024;

const JSON_TYPE = "application/json; charset=utf-8";

/** What sites count down, by product id: how many are left. It changes with sales, not with the catalogue. */
type Lefts = ReadonlyMap<number, number>;

/** A snapshot's fields: pure. */
export const snapshotOf = (catalogue: Catalogue, site: Site, lefts: Lefts = new Map()) => {
  const goods = goodsOf(catalogue, site);
  const products = goods.products.map((product) => ({ ...product, left: lefts.get(product.id) ?? null }));
  return { version: catalogue.version, ...venueOf(catalogue, site), ...goods, products };
};

const leftsAt = async (reads: Reads, catalogue: Catalogue, site: Site): Promise<Lefts> => {
  const lefts = new Map<number, number>();
  for (const product of countedAt(catalogue, site)) {
    const left = await restrictionAt(reads, catalogue, product, site);
    if (left) lefts.set(product.id, left.count);
  }
  return lefts;
};

/** Grows when a snapshot of the same set-up is written in another way: registers keep what they have for long. */
const FORMAT = 2;

/** Names what is shown: the set-up's version, and what is left of what is counted down. */
const etagOf = ({ version }: Catalogue, { id }: Site, lefts: Lefts): string => {
  const counted = lefts.size === 0 ? "" : etagOfBytes(Buffer.from(JSON.stringify([...lefts]))).replaceAll('"', "");
  return `"${FORMAT}-${id}-${version}${counted && `-${counted}`}"`;
};

type Kept = Readonly<{ etag: string; json: Buffer }>;

/** All that a register needs to sell at a site, in one answer. It is made once for each version, whoever asks. */
export const snapshotRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const kept = new LruMap<string, Kept>(KEPT_BYTES_MAX, ({ json }) => json.length);
  return [
    route({
      id: "operator.snapshot.get",
      summary: "Get all that a register needs",
      description:
        "What the site sells, at its prices, and what it sells with: menus, tables, taxes, ways of paying. The ETag changes with the set-up and with what is left of what is counted down; ask with If-None-Match.",
      tag: "Registers",
      audience: "operator",
      method: "GET",
      path: `${COMPANY}/sites/:site/snapshot`,
      permission: "orders:read",
      params: z.object({ site: pathId<SiteId>() }),
      responses: {
        200: { description: "The snapshot.", schema: SnapshotOut },
        304: { description: "Nothing changed." },
      },
      async handle({ who, params }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        const site = found(catalogue.site(params.site), "site");
        const lefts = await leftsAt(reads, catalogue, site);
        const etag = etagOf(catalogue, site, lefts);
        const key = `${who.company}/${site.id}`;
        let snapshot = kept.get(key);
        if (snapshot?.etag !== etag) {
          const json = Buffer.from(JSON.stringify(snapshotOf(catalogue, site, lefts)));
          kept.set(key, (snapshot = { etag, json }));
        }
        return { status: 200, bytes: { type: JSON_TYPE, content: snapshot.json }, etag };
      },
    }),
  ];
};
