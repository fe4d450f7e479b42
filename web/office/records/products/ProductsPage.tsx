import { Button } from "@mantine/core";
import { Download, Upload } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastBad } from "../../../common/toast.ts";
import { type Office, useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge, moneyCell, textCell } from "../../kit/cells.tsx";
import { download } from "../../kit/download.ts";
import { type Rec, nameOf, useAll } from "../../kit/records-data.ts";
import { type ListOf, RecordList } from "../../kit/RecordList.tsx";
import { useSelection } from "../../kit/selection.ts";
import type { Column } from "../../kit/table.ts";
import { useGo } from "../../kit/useGo.ts";
import { YesNo } from "../cells.tsx";
import { BulkBar } from "./BulkBar.tsx";
import type { Product } from "./product.ts";
import { ProductName } from "./ProductName.tsx";

const yesNo = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

const columnsFor =
  (categories: ReadonlyMap<number, string>) =>
  ({ company, site }: Office): readonly Column<Rec>[] => [
    { key: "name", title: "Name", sort: "name", cell: (row) => <ProductName product={row as Product} /> },
    {
      key: "categories",
      title: "Category",
      card: "bare",
      cell: ({ category_ids: ids }) =>
        (ids as number[])
          .map((id) => categories.get(id))
          .filter(Boolean)
          .join(", ") || "–",
    },
    { key: "code", title: "Code", wide: true, card: "hide", cell: ({ code }) => textCell(code) },
    {
      key: "state",
      title: "State",
      card: "bare",
      cell: (row) => {
        const { sold, sites } = row as Product;
        if (!sold) return <StateBadge tone="plain">Not sold</StateBadge>;
        const short = sites.filter(
          ({ available, site_id: id }) => !available && (site === undefined || site.id === id),
        ).length;
        if (short === 0) return <StateBadge tone="good">On sale</StateBadge>;
        return <StateBadge tone="warn">{site ? "Sold out" : `Sold out at ${short}`}</StateBadge>;
      },
    },
    {
      key: "online",
      title: "Online",
      wide: true,
      card: "hide",
      cell: (row) => <YesNo yes={row["show_online"] === true} />,
    },
    {
      key: "price",
      title: "Price",
      align: "end",
      card: "end",
      cell: (row) => moneyCell((row as Product).price.amount, company.currency),
    },
  ];

/** Everything that is sold: found, changed one by one or many at once, brought in and taken out as a table. */
export const ProductsPage = (): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const selection = useSelection();
  const [exporting, setExporting] = useState(false);
  const categories = useAll("categories");
  const names = new Map((categories.data ?? []).map((category) => [category.id, nameOf(category)]));
  const mayWrite = office.may("products:write");

  const products: ListOf = {
    kind: "products",
    path: "/products",
    title: "Products",
    says: "Everything you sell, and what it is made with.",
    one: "product",
    write: "products:write",
    none: "Add them one by one, or import them all from a table.",
    bySite: true,
    columns: columnsFor(names),
  };
  const exportAll = async (): Promise<void> => {
    setExporting(true);
    try {
      await download(api, office.at("products.csv"), "products.csv");
    } catch (error) {
      toastBad(error, "The table was not made");
    } finally {
      setExporting(false);
    }
  };
  return (
    <>
      <RecordList
        of={products}
        filters={[
          {
            name: "category_id",
            label: "Category",
            options: (categories.data ?? []).map((category) => ({
              value: String(category.id),
              label: nameOf(category),
            })),
          },
          {
            name: "sold",
            label: "Sold",
            options: [
              { value: "true", label: "Sold" },
              { value: "false", label: "Not sold" },
            ],
          },
          { name: "is_modifier", label: "Modifier", options: yesNo },
        ]}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<Download size={18} aria-hidden />}
              loading={exporting}
              onClick={() => void exportAll()}
            >
              Export
            </Button>
            {mayWrite && (
              <Button
                variant="default"
                leftSection={<Upload size={18} aria-hidden />}
                onClick={() => void go("/products/import")}
              >
                Import
              </Button>
            )}
          </>
        }
        {...(mayWrite && { selection })}
      />
      {mayWrite && <BulkBar selection={selection} />}
    </>
  );
};
