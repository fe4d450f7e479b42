import { Badge, Button, Tabs } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import form from "../../kit/Form.module.css";
import { errorOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { type Rec, useRemove } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { FreshRecord, useIdOfPath } from "../../kit/RecordPage.tsx";
import { type Editor, useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
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
export const ProductPage = (): ReactNode => {
  const id = useIdOfPath();
  return (
    <FreshRecord kind="products" id={id}>
      {(record) => <Edit key={id ?? "new"} record={record} />}
    </FreshRecord>
  );
};

const wrongIn = (editor: Editor, tab: Tab): number =>
  tab === "sites"
    ? Number(errorOf(editor.errors, "sites") !== undefined)
    : productGroups[tab].flatMap(({ fields }) => fields).filter(({ name }) => errorOf(editor.errors, name)).length;

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const { values, set } = useUrl();
  const remove = useRemove("products");
  const [asking, setAsking] = useState(false);
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
    onSaved: (saved, added) => {
      toastGood(added ? `${(saved as Product).name} was added.` : "Saved.");
      if (added) void go(`/products/${saved.id}`, {}, { replace: true, anyway: true });
    },
    onRefused: (errors) => {
      const wrong = TABS.find((one) => wrongIn({ ...editor, errors }, one) > 0);
      if (wrong !== undefined && wrongIn({ ...editor, errors }, tab) === 0) setTab(wrong);
    },
  });
  const title = product?.name ?? "New product";
  return (
    <div className={form["page"]}>
      <PageHead
        title={title}
        crumbs={[{ title: "Products", to: "/products" }]}
        actions={
          product &&
          !readOnly && (
            <Button variant="default" leftSection={<Trash2 size={18} aria-hidden />} onClick={() => setAsking(true)}>
              Delete
            </Button>
          )
        }
      />
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
      <ConfirmDelete
        what={asking ? product?.name : undefined}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          if (!product) return;
          await remove.mutateAsync(product.id);
          toastGood(`${product.name} was deleted.`);
          await go("/products", {}, { anyway: true });
        }}
      >
        It stays on the orders that it was sold on, and is shown nowhere else any more.
      </ConfirmDelete>
    </div>
  );
};
