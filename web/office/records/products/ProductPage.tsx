import { Badge, Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import { errorOf } from "../../kit/form-values.ts";
import { type Rec, nameOf } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { RecordFrame } from "../../kit/RecordFrame.tsx";
import { FreshRecord } from "../../kit/RecordPage.tsx";
import { type Editor, useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { useOnSaved } from "../../kit/useOnSaved.ts";
import { useUrl } from "../../kit/url.ts";
import { TABS, type Tab, productGroups, tabTitles, toProductBody } from "./product-groups.tsx";
import type { Product } from "./product.ts";
import { ProductPrices } from "./ProductPrices.tsx";
import { ProductSites } from "./ProductSites.tsx";
import styles from "./products.module.css";

const START = {
  price: { amount: "", inc_tax: true },
  price_mode: "AMOUNT",
  category_ids: [],
  tax_ids: [],
  tags: [],
  option_set_ids: [],
  modifiers: [],
  sold: true,
  show_online: true,
};

const allFields = TABS.flatMap((tab) => productGroups[tab].flatMap(({ fields }) => fields));

/** One product, tab by tab, in one form. */
export const ProductPage = (): ReactNode => (
  <FreshRecord kind="products">{(record) => <Edit record={record} />}</FreshRecord>
);

const wrongIn = (editor: Editor, tab: Tab): number =>
  tab === "sites"
    ? Number(errorOf(editor.errors, "sites") !== undefined)
    : productGroups[tab].flatMap(({ fields }) => fields).filter(({ name }) => errorOf(editor.errors, name)).length;

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const { values, set } = useUrl();
  const product = record as Product | undefined;
  const readOnly = !office.may("products:write");
  const tab = TABS.find((one) => one === values["tab"]) ?? "basics";
  const setTab = (next: Tab): void => set({ tab: next === "basics" ? undefined : next });
  const editor = useEditor({
    kind: "products",
    record,
    start: START,
    fields: [...allFields, { kind: "own", name: "sites", label: "Sites", render: () => null }],
    toBody: toProductBody,
    onSaved: useOnSaved("/products"),
    onRefused: (errors) => {
      const wrong = TABS.find((one) => wrongIn({ ...editor, errors }, one) > 0);
      if (wrong !== undefined && wrongIn({ ...editor, errors }, tab) === 0) setTab(wrong);
    },
  });
  const title = record ? nameOf(record) : "New product";
  return (
    <RecordFrame
      kind="products"
      record={record}
      title={title}
      list={{ title: "Products", to: "/products" }}
      mayDelete={!readOnly}
      deleteSays="It stays on the orders that it was sold on, and is shown nowhere else any more."
    >
      <Tabs value={tab} onChange={(next) => setTab(TABS.find((one) => one === next) ?? "basics")}>
        <Tabs.List className={styles["tabs"]}>
          {TABS.map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              mih={44}
              rightSection={
                wrongIn(editor, one) > 0 && (
                  <Badge size="sm" circle color="red" aria-label="Something is wrong here">
                    !
                  </Badge>
                )
              }
            >
              {tabTitles[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <RecordForm
            label={title}
            groups={productGroups[tab]}
            editor={editor}
            readOnly={readOnly}
            create="Add product"
            cancel={() => void go("/products")}
          >
            {tab === "prices" && product && <ProductPrices product={product} readOnly={readOnly} />}
            {tab === "sites" && <ProductSites editor={editor} product={record} readOnly={readOnly} />}
          </RecordForm>
        </Tabs.Panel>
      </Tabs>
    </RecordFrame>
  );
};
