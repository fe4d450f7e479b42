import type { Address } from "./catalogue/records.ts";

/** An address as somebody writes it: the store gives it its id. */
export type AddressDraft = Omit<Address, "id">;
export type AddressChange = Partial<AddressDraft>;

/** Addresses in one book: more than any household or chain of venues has. */
export const ADDRESSES_MAX = 100;

const sameText = (a: AddressDraft, b: AddressDraft): boolean =>
  a.city === b.city && a.zone === b.zone && a.postalCode === b.postalCode && a.country === b.country;

export const sameAddress = (a: AddressDraft, b: AddressDraft): boolean =>
  sameText(a, b) && a.lines.length === b.lines.length && a.lines.every((line, i) => line === b.lines[i]);

/** The book with an address in the place of the one that has its id, or at the end. */
const put = (book: readonly Address[], address: Address): readonly Address[] =>
  book.some(({ id }) => id === address.id)
    ? book.map((known) => (known.id === address.id ? address : known))
    : [...book, address];

type Placed = Readonly<{ address: Address | null; book: readonly Address[] }>;

/**
 * Gives one role of a book's owner (where to deliver, where to post) another address. The role's address keeps its id
 * while its words change, unless another role uses it too; an address that no role needs any more leaves the book.
 * `others` are the addresses of the other roles.
 */
export const placeAddress = (
  { address: current, book }: Placed,
  others: readonly (Address | null)[],
  draft: AddressDraft | null,
  newId: () => number,
): Placed => {
  const shared = current !== null && others.some((other) => other?.id === current.id);
  if (draft === null) {
    return { address: null, book: current && !shared ? book.filter(({ id }) => id !== current.id) : book };
  }
  if (current && sameAddress(current, draft)) return { address: current, book };
  const address = { id: current && !shared ? current.id : newId(), ...draft };
  return { address, book: put(book, address) };
};

/** Whoever has an address to deliver to and one to post to, out of a book of addresses. */
type Home = Readonly<{
  shippingAddress: Address | null;
  postalAddress: Address | null;
  addresses: readonly Address[];
}>;
export type HomeChange = Readonly<{ shippingAddress?: AddressDraft | null; postalAddress?: AddressDraft | null }>;

/** Both addresses and the book after a change of either; what is absent stays. */
export const withAddresses = (
  { shippingAddress: shipping, postalAddress: postal, addresses: book }: Home,
  change: HomeChange,
  newId: () => number,
): Home => {
  let placed = { shipping, postal, book };
  if (change.shippingAddress !== undefined) {
    const { address, book } = placeAddress(
      { address: shipping, book: placed.book },
      [postal],
      change.shippingAddress,
      newId,
    );
    placed = { ...placed, shipping: address, book };
  }
  if (change.postalAddress !== undefined) {
    const others = [placed.shipping];
    const { address, book } = placeAddress({ address: postal, book: placed.book }, others, change.postalAddress, newId);
    placed = { ...placed, postal: address, book };
  }
  return { shippingAddress: placed.shipping, postalAddress: placed.postal, addresses: placed.book };
};

export const NO_HOME: Home = { shippingAddress: null, postalAddress: null, addresses: [] };
