import { Button, Input, NumberInput, SegmentedControl, Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { type SiteName, useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { RecordsField } from "../../kit/fields/RecordFields.tsx";
import form from "../../kit/Form.module.css";
import type { Rec } from "../../kit/records-data.ts";
import type { Editor } from "../../kit/useEditor.ts";
import type { AtSite } from "./product.ts";
import styles from "./products.module.css";

const asItIs = (site: number): AtSite => ({
  site_id: site,
  available: true,
  sold: null,
  purchased: null,
  inventoried: null,
  tax_ids: null,
});

/** What each site says about a product: whether it sells it, whether it has any, and at which taxes. */
export const ProductSites = ({
  editor,
  product,
  readOnly,
}: {
  editor: Editor;
  product: Rec | undefined;
  readOnly: boolean;
}): ReactNode => {
  const { sites } = useOffice();
  const all = (editor.values["sites"] ?? []) as readonly AtSite[];
  const put = (site: number, change: Partial<AtSite>): void => {
    const now = all.find(({ site_id: id }) => id === site) ?? asItIs(site);
    editor.set({ sites: [...all.filter((other) => other.site_id !== site), { ...now, ...change }] });
  };
  return (
    <section className={form["group"]} aria-label="Sites">
      <div>
        <h2 className={form["title"]}>Sites</h2>
        <p className={form["says"]}>Where it is sold, and whether there is any left.</p>
      </div>
      <div className={styles["sites"]}>
        {sites.map((site) => (
          <OneSite
            key={site.id}
            site={site}
            said={all.find(({ site_id: id }) => id === site.id) ?? asItIs(site.id)}
            put={(change) => put(site.id, change)}
            readOnly={readOnly}
            count={product && <Countdown site={site} product={product} editor={editor} />}
          />
        ))}
      </div>
    </section>
  );
};

const OneSite = ({
  site,
  said,
  put,
  readOnly,
  count,
}: {
  site: SiteName;
  said: AtSite;
  put: (change: Partial<AtSite>) => void;
  readOnly: boolean;
  count: ReactNode;
}): ReactNode => (
  <section className={styles["site"]} aria-label={site.name}>
    <h3>
      <bdi>{site.name}</bdi>
    </h3>
    <Input.Wrapper label="Sold here" labelElement="div">
      <SegmentedControl
        fullWidth
        aria-label={`Sold at ${site.name}`}
        disabled={readOnly}
        data={[
          { value: "null", label: "As the product" },
          { value: "true", label: "Yes" },
          { value: "false", label: "No" },
        ]}
        value={String(said.sold)}
        onChange={(next) => put({ sold: next === "null" ? null : next === "true" })}
      />
    </Input.Wrapper>
    <Switch
      label="Available"
      aria-label={`Available at ${site.name}`}
      description="Off: sold out until it is turned on again."
      disabled={readOnly}
      checked={said.available}
      onChange={(event) => put({ available: event.currentTarget.checked })}
      pt="1.75rem"
    />
    <RecordsField
      aria-label={`Taxes at ${site.name}`}
      disabled={readOnly}
      field={{ kind: "records", name: "tax_ids", label: "Taxes", of: "taxes", orNull: "The product's taxes" }}
      value={said.tax_ids}
      onChange={(taxes) => put({ tax_ids: taxes as readonly number[] | null })}
    />
    {count}
  </section>
);

type Left = Readonly<{ id: number; count: number | null }>;

/** How many are left at a site. It holds at once, as at the register, and is no part of the form. */
const Countdown = ({ site, product, editor }: { site: SiteName; product: Rec; editor: Editor }): ReactNode => {
  const { at, may } = useOffice();
  const client = useQueryClient();
  const [typed, setTyped] = useState<number | "">();
  const [busy, setBusy] = useState(false);
  const short = useQuery({
    queryKey: ["restrictions", site.id],
    queryFn: () => api.all<Left>(at(`sites/${site.id}/restrictions`)),
  });
  const now = short.data?.find(({ id }) => id === product.id)?.count ?? null;
  const shown = typed ?? now ?? "";
  const save = async (count: number | null): Promise<void> => {
    setBusy(true);
    try {
      await api.put(at(`sites/${site.id}/products/${product.id}/availability`), { count });
      // The count-down is stored with the product: the form goes on from there.
      editor.rebase(await api.get<Rec>(at(`products/${product.id}`)));
      await client.invalidateQueries({ queryKey: ["restrictions", site.id] });
      setTyped(undefined);
      toastGood(count === null ? "No bound any more." : `${count} left at ${site.name}.`);
    } catch (error) {
      toastBad(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles["count"]}>
      <NumberInput
        label={`Left at ${site.name}`}
        placeholder="No bound"
        min={0}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        disabled={!may("orders:write")}
        value={shown}
        onChange={(next) => setTyped(typeof next === "number" ? next : "")}
      />
      {typed !== undefined && typed !== (now ?? "") && (
        <Button variant="default" loading={busy} onClick={() => void save(typed === "" ? null : typed)}>
          Set
        </Button>
      )}
    </div>
  );
};
