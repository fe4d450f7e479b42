import type { Product } from "../../../domain/catalogue/records.ts";

export type ItemRichData = Readonly<{
  squareImageUrl?: string;
  rawImageUrl?: string;
  previewImageUrl?: string;
  containsAlcohol?: boolean;
  alcoholPercentage?: number;
  texts: readonly Readonly<{ locale: string; friendlyDisplayName?: string; description?: string }>[];
  allergenCodes?: readonly string[];
}>;

/** The locale of a text that came without one. */
const LOCALE = "en";

/**
 * Pictures, texts and allergens of a product. Where nobody has said any of this, it shows its own name, description
 * and picture, and nothing of allergens and alcohol: that would be a promise. Undefined where it has none of them.
 */
export const richDataOf = (product: Product, base: string): ItemRichData | undefined => {
  const { rich } = product;
  if (!rich) return plainOf(product, base);
  const { pictures, descriptions, allergenCodes, containsAlcohol, alcoholPercentage } = rich;
  return {
    ...picture("squareImageUrl", pictures?.picture, base),
    ...picture("rawImageUrl", pictures?.raw, base),
    ...picture("previewImageUrl", pictures?.preview, base),
    containsAlcohol,
    ...(alcoholPercentage !== null && { alcoholPercentage: Number(alcoholPercentage) }),
    texts: descriptions.map(({ localeCode, displayName, description }) => ({
      locale: localeCode,
      ...(displayName !== null && { friendlyDisplayName: displayName }),
      ...(description !== null && { description }),
    })),
    allergenCodes: [...new Set(allergenCodes)],
  };
};

const plainOf = (product: Product, base: string): ItemRichData | undefined => {
  const { name, friendlyName, onlineDescription, image } = product;
  const description = onlineDescription ?? product.description;
  if (description === null && image === null) return undefined;
  const text = { locale: LOCALE, friendlyDisplayName: friendlyName ?? name };
  return {
    ...picture("squareImageUrl", image, base),
    texts: [{ ...text, ...(description !== null && { description }) }],
  };
};

/** The address of a picture; one that this server keeps itself is stored without the server's own. */
const picture = (field: string, address: string | null | undefined, base: string): Record<string, string> =>
  address ? { [field]: address.startsWith("/") ? base + address : address } : {};
