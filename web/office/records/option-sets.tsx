import type { ReactNode } from "react";
import type { OwnProps, Values } from "../kit/fields/field.ts";
import { type ProductLine, ProductLines } from "../kit/fields/ProductLines.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { YesNo } from "./cells.tsx";
import { OptionSetPreview } from "./OptionSetPreview.tsx";
import { choiceWords } from "./option-set-words.ts";

const Options = (props: OwnProps): ReactNode => <ProductLines {...props} add="Add an option" />;

/** Of each option only what may be written. */
const toBody = ({ options, ...rest }: Values): Values => ({
  ...rest,
  ...(Array.isArray(options) && {
    options: (options as ProductLine[]).map(({ product_id, price }) => ({ product_id, price })),
  }),
});

const optionSets: EditOf = {
  kind: "option_sets",
  path: "/option-sets",
  title: "Option sets",
  says: "Questions that a product asks when it is sold: which milk, what size, which sides.",
  one: "option set",
  write: "products:write",
  none: "Make one for each question: “Milk”, with the kinds of milk as its options.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    {
      key: "choice",
      title: "Choice",
      cell: ({ min_selection: min, max_selection: max }) => choiceWords(Number(min), max === null ? null : Number(max)),
    },
    {
      key: "options",
      title: "Options",
      align: "end",
      card: "end",
      cell: ({ options }) => String((options as unknown[]).length),
    },
    {
      key: "products",
      title: "Products",
      align: "end",
      cell: ({ product_ids: ids }) => String((ids as unknown[]).length),
    },
    {
      key: "instructions",
      title: "No / Extra",
      card: "hide",
      cell: ({ instructions }) => <YesNo yes={instructions === true} />,
    },
  ],
  start: () => ({ min_selection: 0, max_selection: 1, instructions: false, options: [] }),
  groups: () => [
    {
      title: "The question",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 64, wide: true },
        { kind: "number", name: "min_selection", label: "At least", min: 0, says: "0: one may choose nothing." },
        {
          kind: "number",
          name: "max_selection",
          label: "At most",
          min: 1,
          says: "Empty: as many as one likes.",
        },
        {
          kind: "switch",
          name: "instructions",
          label: "Options may carry No, Extra, Only or On Side",
          wide: true,
        },
      ],
    },
    {
      title: "Options",
      says: "In the order in which the register shows them. An empty price is the product's own.",
      fields: [{ kind: "own", name: "options", label: "Options", required: true, render: Options }],
    },
  ],
  toBody,
  deleteSays: "Products that ask this question will not ask it any more.",
  more: ({ editor }) => <OptionSetPreview values={editor.values} />,
};

export const OptionSetsPage = (): ReactNode => <RecordList of={optionSets} />;
export const OptionSetPage = (): ReactNode => <RecordPage of={optionSets} />;
