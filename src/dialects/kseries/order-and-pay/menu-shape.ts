import type { Menu, ProductionInstruction } from "../../../domain/catalogue/ordering-records.ts";
import type { PriceMode, Product } from "../../../domain/catalogue/records.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import type { ChoiceGroup, MenuNode, MenuProduct, MenuScreen } from "../../../domain/menus/tree.ts";
import { dec, minorNumber } from "../../../kit/money.ts";
import { TAX_INCLUDED } from "../taxes.ts";
import { type ItemRichData, richDataOf } from "./menu-shape-rich.ts";
import type { InstructionOut } from "./modifiers-shape.ts";
import { instructionShape } from "./modifiers-shape.ts";

/** The two generations of the menu: the second one has the modifiers that a product is offered with. */
export type MenuVersion = 1 | 2;

export type MenuStyle = Readonly<{
  version: MenuVersion;
  rich: boolean;
  /** Decimals of the company's currency. */
  digits: number;
  /** The root of this server, for pictures that it keeps itself. */
  base: string;
}>;

type Entry = Readonly<{
  productName: string;
  productPrice: number;
  extraPrice?: number;
  color?: string;
  sku: string;
  customItemNameEnabled: boolean;
  pricingStrategy: string;
  itemRichData?: ItemRichData;
  defaultTaxAmount: number;
  defaultTaxPercentage: number;
  taxIncludedInPrice: boolean;
  conditionalTaxRules: boolean;
  taxes: readonly Readonly<{ description: string; amount: number; percentage: number }>[];
}>;
type Selection = Readonly<{
  description: string;
  sku: string;
  mustSelectAnItem: boolean;
  multiSelectionPermitted: boolean;
  minimumSelection: number;
  maximumSelection: number | null;
}>;
type Instructions = Readonly<{ productionInstructionList: readonly InstructionOut[] }>;
type MenuModifier = Entry & Instructions & Readonly<{ "@type": "menuProductModifier" }>;
type ModifierGroup = Selection & Readonly<{ productModifiers: readonly MenuModifier[] }>;
type MenuItem = Entry &
  Instructions &
  Readonly<{ "@type": "menuItem"; asSubItem: boolean; menuModifierGroups?: readonly ModifierGroup[] }>;
type DealGroup = Selection & Readonly<{ items: readonly MenuItem[] }>;
type MenuDeal = Entry &
  Readonly<{ "@type": "menuDeal"; items: readonly MenuItem[]; menuDealGroups: readonly DealGroup[] }>;
type Group = Readonly<{
  "@type": "group";
  id: string;
  name: string;
  color?: string;
  menuEntry: readonly (MenuItem | MenuDeal | MenuModifier | Group)[];
}>;
export type MenuOut = Readonly<{
  menuName: string;
  iKentooMenuId?: number;
  ikentooMenuId: number;
  menuEntryGroups: readonly Group[];
  richContentMissing?: boolean;
  richDataMissing: boolean;
  conditionalTaxRules: boolean;
}>;

/**
 * A menu as this API shows it. The first generation has the names that its first description gave the id and the flag,
 * and beside them those that all later ones give.
 */
export const menuShape = (
  { id, name }: Pick<Menu, "id" | "name">,
  screens: readonly MenuScreen[],
  style: MenuStyle,
): MenuOut => {
  const first = style.version === 1;
  return {
    menuName: name,
    ...(first && { iKentooMenuId: id }),
    ikentooMenuId: id,
    menuEntryGroups: screens.map((screen) => groupShape(screen, style)),
    ...(first && { richContentMissing: !style.rich }),
    richDataMissing: !style.rich,
    conditionalTaxRules: CONDITIONAL_TAXES,
  };
};

/** An order may call anything as it likes. */
const NAMES_ARE_FREE = true;
/** What is sold carries the same taxes however it is ordered. */
const CONDITIONAL_TAXES = false;

/** What may be said about a price when something is ordered. The second name is misspelt as the vendor misspells it. */
export const pricingStrategies = {
  AMOUNT: "PRICE_CANNOT_BE_CUSTOMIZED",
  POSITIVE_OPEN_PRICE: "CUSTOMIZED_ITEM_PRICE_WILL_BE_POSTIVE",
  NEGATIVE_OPEN_PRICE: "CUSTOMIZED_ITEM_PRICE_WILL_BE_NEGATIVE",
  PERCENT: "CUSTOMIZED_ITEM_PRICE_WILL_BE_A_PERCENTAGE_OF_TOTAL",
} as const satisfies Record<PriceMode, string>;

const pricingStrategyOf = ({ priceMode = "AMOUNT" }: Product): string => pricingStrategies[priceMode];

const groupShape = ({ id, name, color, nodes }: MenuScreen, style: MenuStyle): Group => ({
  "@type": "group",
  id: String(id),
  name,
  ...(color !== null && { color }),
  menuEntry: nodes.map((node) => nodeShape(node, style)),
});

const nodeShape = (node: MenuNode, style: MenuStyle): Group["menuEntry"][number] => {
  if (node.kind === "group") return groupShape(node, style);
  const { item } = node;
  if (item.choices.length > 0) return dealShape(item, style);
  return style.version === 2 && item.product.isModifier ? modifierShape(item, style) : itemShape(item, style);
};

const entryShape = ({ product, unit, color }: MenuProduct, style: MenuStyle): Entry => {
  const { digits } = style;
  const rich = style.rich ? richDataOf(product, style.base) : undefined;
  return {
    productName: product.name,
    productPrice: minorNumber(unit.incTax, digits),
    ...(color !== null && { color }),
    sku: skuOf(product),
    customItemNameEnabled: NAMES_ARE_FREE,
    pricingStrategy: pricingStrategyOf(product),
    ...(rich && { itemRichData: rich }),
    defaultTaxAmount: minorNumber(unit.tax, digits),
    defaultTaxPercentage: percentOf(unit.taxes.reduce((sum, { tax }) => sum.plus(tax.rate), dec(0)).toFixed()),
    taxIncludedInPrice: TAX_INCLUDED,
    conditionalTaxRules: CONDITIONAL_TAXES,
    taxes: unit.taxes.map(({ tax, amount }) => ({
      description: tax.name,
      amount: minorNumber(amount, digits),
      percentage: percentOf(tax.rate),
    })),
  };
};

const percentOf = (rate: string): number => Number(dec(rate).times(100).toFixed());

const instructionsOf = (lists: readonly ProductionInstruction[]): Instructions => ({
  productionInstructionList: lists.map(instructionShape),
});

/**
 * A product that is sold by itself. The first generation cannot show the modifiers that it is offered with, and marks
 * it as no item of its own for that.
 */
const itemShape = (item: MenuProduct, style: MenuStyle): MenuItem => ({
  "@type": "menuItem",
  ...entryShape(item, style),
  asSubItem: item.product.isModifier || (style.version === 1 && item.extras.length > 0),
  ...instructionsOf(item.instructions),
  ...(style.version === 2 && { menuModifierGroups: item.extras.map((group) => modifierGroupShape(group, style)) }),
});

/** A product that asks for choices. What it is offered with besides is one choice more. */
const dealShape = (deal: MenuProduct, style: MenuStyle): MenuDeal => ({
  "@type": "menuDeal",
  ...entryShape(deal, style),
  items: [],
  menuDealGroups: [...deal.choices, ...deal.extras].map((group) => ({
    ...selectionShape(group),
    items: group.items.map((item) => chosenShape(item, style)),
  })),
});

/** A product in a deal: its price is what it adds to the deal's. Its own choices are modifiers there. */
const chosenShape = (item: MenuProduct, style: MenuStyle): MenuItem => {
  const { incTax } = item.unit;
  return {
    ...itemShape({ ...item, extras: [...item.choices, ...item.extras] }, style),
    ...extra(incTax, style),
    asSubItem: false,
  };
};

const extra = (incTax: MenuProduct["unit"]["incTax"], { digits }: MenuStyle): Pick<Entry, "extraPrice"> =>
  incTax === 0 ? {} : { extraPrice: minorNumber(incTax, digits) };

const modifierGroupShape = (group: ChoiceGroup, style: MenuStyle): ModifierGroup => ({
  ...selectionShape(group),
  productModifiers: group.items.map((item) => modifierShape(item, style)),
});

const modifierShape = (item: MenuProduct, style: MenuStyle): MenuModifier => ({
  "@type": "menuProductModifier",
  ...entryShape(item, style),
  ...instructionsOf(item.instructions),
});

const GROUP_SKU = { option_set: "OS", modifiers: "MG" } as const;

const selectionShape = ({ from, name, min, max }: ChoiceGroup): Selection => ({
  description: name,
  sku: `${GROUP_SKU[from.kind]}-${from.id}`,
  mustSelectAnItem: min > 0,
  multiSelectionPermitted: max === null || max > 1,
  minimumSelection: min,
  maximumSelection: max,
});
