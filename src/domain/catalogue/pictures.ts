import type { CompanyId } from "../ids.ts";
import type { RichContent } from "./ordering-records.ts";
import type { Product } from "./records.ts";

/** A picture that this server keeps: its address below the server's own, and the name of its file. */
export const pictureAddress = (company: CompanyId, name: string): string => `/pictures/${company}/${name}`;

const nameIn = (address: string, company: CompanyId): string | undefined => {
  const folder = pictureAddress(company, "");
  return address.startsWith(folder) ? address.slice(folder.length) : undefined;
};

const addressesOf = ({ pictures }: RichContent): readonly string[] =>
  [pictures?.picture, pictures?.preview, pictures?.raw].flatMap((address) => address ?? []);

/** The files of ours that a product showed before and that no product shows after: nobody needs them any more. */
export const droppedPictures = (
  company: CompanyId,
  before: Product,
  after: Product,
  all: readonly Product[],
): readonly string[] => {
  const shown = new Set(
    [after, ...all.filter(({ id }) => id !== before.id)].flatMap(({ rich }) => (rich ? addressesOf(rich) : [])),
  );
  const dropped = (before.rich ? addressesOf(before.rich) : []).filter((address) => !shown.has(address));
  return [...new Set(dropped)].flatMap((address) => nameIn(address, company) ?? []);
};
