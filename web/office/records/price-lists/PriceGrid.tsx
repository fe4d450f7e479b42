import { Button } from "@mantine/core";
import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { DataTable } from "../../kit/DataTable.tsx";
import { moneyCell } from "../../kit/cells.tsx";
import { MoneyField, shownAmount } from "../../kit/fields/NumberFields.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { errorOf } from "../../kit/form-values.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { type Rec, useAll, useRecords } from "../../kit/records-data.ts";
import type { Column } from "../../kit/table.ts";
import type { Editor } from "../../kit/useEditor.ts";
import { useUrl } from "../../kit/url.ts";
import { type PriceList, type Product, inheritedPrice } from "../products/product.ts";
import styles from "./price-lists.module.css";

type Prices = PriceList["prices"];

/** Every product with its price in a list: one of its own, or, in gray, that of the lists above. */
export const PriceGrid = ({ record, editor }: { record: Rec | undefined; editor: Editor }): ReactNode => {
  const { company, may } = useOffice();
  const { values } = useUrl();
  const lists = useAll<PriceList>("price_lists");
  const products = useRecords<Product>("products", {
    sort: "name",
    sold: true,
    per_page: 50,
    q: values["q"],
    page: values["page"],
  });
  if (record?.["parent_id"] === null) {
    return (
      <div className="card">
        <Empty title="These are the products' own prices" action={<GoLink to="/products">Go to the products</GoLink>}>
          The base list says what a product costs where no other list says so.
        </Empty>
      </div>
    );
  }
  const readOnly = !may("products:write");
  const own = (editor.values["prices"] ?? []) as Prices;
  const parent = editor.values["parent_id"];
  const all = lists.data ?? [];
  const above = all.find(({ id }) => id === parent) ?? all.find((list) => list.parent_id === null);
  const put = (product: Product, amount: string | null): void => {
    const now = own.find(({ product_id: id }) => id === product.id);
    const taxed = now?.inc_tax ?? inheritedPrice(all, above, product).inc_tax;
    const price = { product_id: product.id, amount: amount ?? "", inc_tax: taxed };
    const others = own.filter((other) => other !== now);
    // In its place, so that nothing is changed by typing the same again.
    const next = now ? own.map((other) => (other === now ? price : other)) : [...own, price];
    editor.set({ prices: amount === null ? others : next });
  };
  return (
    <section aria-label="Prices">
      <h2 className={styles["title"]}>
        Prices <span>{own.length === 1 ? "1 of its own" : `${own.length} of its own`}</span>
      </h2>
      <FilterBar search="Search products" />
      <DataTable
        label="Prices"
        of={products}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        empty={<Empty title="No product fits the search">Try other words.</Empty>}
        columns={columnsOf({
          currency: company.currency,
          above: above?.name ?? "List above",
          inherited: (product) => inheritedPrice(all, above, product).amount,
          own: (product) => own.find(({ product_id: id }) => id === product.id)?.amount,
          error: (product) => {
            const index = own.findIndex(({ product_id: id }) => id === product.id);
            return index < 0 ? undefined : errorOf(editor.errors, `prices.${index}`);
          },
          put,
          readOnly,
        })}
      />
    </section>
  );
};

type Parts = Readonly<{
  currency: string;
  /** What the list above is called. */
  above: string;
  inherited: (product: Product) => string;
  own: (product: Product) => string | undefined;
  error: (product: Product) => string | undefined;
  put: (product: Product, amount: string | null) => void;
  readOnly: boolean;
}>;

const columnsOf = (parts: Parts): readonly Column<Product>[] => [
  { key: "name", title: "Product", cell: ({ name }) => <bdi>{name}</bdi> },
  {
    key: "above",
    title: parts.above,
    align: "end",
    card: "end",
    cell: (product) => <span className={styles["above"]}>{moneyCell(parts.inherited(product), parts.currency)}</span>,
  },
  { key: "own", title: "Here", width: "15rem", cell: (product) => <OwnPrice product={product} {...parts} /> },
];

const OwnPrice = ({
  product,
  own,
  inherited,
  currency,
  error,
  put,
  readOnly,
}: Parts & { product: Product }): ReactNode => (
  <span className={styles["own"]}>
    <MoneyField
      size="sm"
      aria-label={`Price of ${product.name} here`}
      placeholder={shownAmount(inherited(product), currency)}
      disabled={readOnly}
      value={own(product) ?? null}
      error={error(product)}
      onChange={(amount) => put(product, amount as string | null)}
    />
    {own(product) !== undefined && !readOnly && (
      <Button
        variant="subtle"
        px="xs"
        aria-label={`Take back the price of ${product.name}`}
        onClick={() => put(product, null)}
      >
        <Undo2 size={18} aria-hidden />
      </Button>
    )}
  </span>
);
