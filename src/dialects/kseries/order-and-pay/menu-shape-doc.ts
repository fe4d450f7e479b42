import { z } from "zod";
import { outId } from "../wire.ts";
import { pricingStrategies } from "./menu-shape.ts";
import { InstructionOut } from "./modifiers-shape.ts";

/** The forms of menu-shape.ts for the reference. */

const money = z.number();

const RichDataOut = z.strictObject({
  squareImageUrl: z.string().optional(),
  rawImageUrl: z.string().optional(),
  previewImageUrl: z.string().optional(),
  containsAlcohol: z.boolean().optional(),
  alcoholPercentage: z.number().optional(),
  texts: z.array(
    z.strictObject({
      locale: z.string(),
      friendlyDisplayName: z.string().optional(),
      description: z.string().optional().meta({ description: "May be HTML." }),
    }),
  ),
  allergenCodes: z.array(z.string()).optional().meta({ description: "Absent where nobody has said." }),
});

const entry = {
  productName: z.string(),
  productPrice: money.meta({ description: "With tax. In a deal group: what the product adds to the deal's price." }),
  extraPrice: money.optional().meta({ description: "In a deal group, where the product adds something: that amount." }),
  color: z.string().optional(),
  sku: z.string().meta({ description: "What orders name it by." }),
  customItemNameEnabled: z.boolean(),
  pricingStrategy: z.enum(Object.values(pricingStrategies)),
  itemRichData: RichDataOut.optional().meta({ description: "Only with `richContent=true`." }),
  defaultTaxAmount: money.meta({ description: "Of all taxes together." }),
  defaultTaxPercentage: z.number(),
  taxIncludedInPrice: z.boolean(),
  conditionalTaxRules: z.boolean(),
  taxes: z.array(z.strictObject({ description: z.string(), amount: money, percentage: z.number() })),
};
const instructions = { productionInstructionList: z.array(InstructionOut) };
const selection = {
  description: z.string(),
  sku: z.string(),
  mustSelectAnItem: z.boolean(),
  multiSelectionPermitted: z.boolean(),
  minimumSelection: z.int(),
  maximumSelection: z.int().nullable().meta({ description: "Null: as many as one likes." }),
};

const MenuModifierOut = z.strictObject({ "@type": z.literal("menuProductModifier"), ...entry, ...instructions });

const itemOut = z.strictObject({
  "@type": z.literal("menuItem"),
  ...entry,
  ...instructions,
  asSubItem: z.boolean().meta({ description: "Cannot be ordered by itself." }),
});

const ItemOut = {
  1: itemOut,
  2: itemOut.extend({
    menuModifierGroups: z.array(z.strictObject({ ...selection, productModifiers: z.array(MenuModifierOut) })),
  }),
} as const;

const dealOut = (version: 1 | 2) =>
  z.strictObject({
    "@type": z.literal("menuDeal"),
    ...entry,
    items: z.array(ItemOut[version]),
    menuDealGroups: z.array(z.strictObject({ ...selection, items: z.array(ItemOut[version]) })),
  });

/** Groups within groups, so many levels deep; what the reference does not show looks the same. */
const groupOut = (version: 1 | 2, levels: number): z.ZodType =>
  z.strictObject({
    "@type": z.literal("group"),
    id: z.string(),
    name: z.string(),
    color: z.string().optional(),
    menuEntry: z.array(
      z.union([
        ItemOut[version],
        dealOut(version),
        ...(version === 2 ? [MenuModifierOut] : []),
        ...(levels > 1 ? [groupOut(version, levels - 1)] : []),
      ]),
    ),
  });
const LEVELS = 3;

const menu = (version: 1 | 2) => ({
  menuName: z.string(),
  ikentooMenuId: outId,
  menuEntryGroups: z.array(groupOut(version, LEVELS)),
  richDataMissing: z.boolean().meta({ description: "Texts, pictures and allergens were not asked for." }),
  conditionalTaxRules: z.boolean(),
});

export const MenuOut = {
  1: z.strictObject({ ...menu(1), iKentooMenuId: outId, richContentMissing: z.boolean() }),
  2: z.strictObject(menu(2)),
} as const;
