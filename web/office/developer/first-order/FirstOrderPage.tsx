import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Blocks } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded, Loading } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { Choices } from "../parts/Choices.tsx";
import { type Addon, useAddons, useInstallation } from "../parts/data.ts";
import { SecretField } from "./SecretField.tsx";
import styles from "./first-order.module.css";
import { Steps } from "./Steps.tsx";
import type { ApiName, Language, Way } from "./steps.ts";

const APIS = [
  { value: "kounta", label: "Kounta" },
  { value: "kseries", label: "K-Series" },
] as const;
const WAYS = [
  { value: "basic", label: "Client ID and secret" },
  { value: "oauth", label: "OAuth token" },
] as const;
const LANGUAGES = [
  { value: "curl", label: "curl" },
  { value: "javascript", label: "JavaScript" },
  { value: "python", label: "Python" },
] as const;

const said = <V extends string>(options: readonly Readonly<{ value: V }>[], value: string | undefined): V =>
  options.find((option) => option.value === value)?.value ?? options[0]!.value;

type Product = Readonly<{ id: number; name: string; sku: string | null; available: boolean; is_modifier: boolean }>;
type Snapshot = Readonly<{ products: readonly (Product & { option_set_ids: readonly number[] })[] }>;

/** From nothing to an order at the venue, with this installation's own values in every line. */
export const FirstOrderPage = (): ReactNode => {
  const { values } = useUrl();
  const addons = useAddons();
  const installation = useInstallation();
  const name: ApiName = said(APIS, values["api"]);
  return (
    <>
      <PageHead
        title="Your first order in five minutes"
        says="Copy each step into a terminal. This page sees what arrives and tells you."
      />
      <Loaded of={addons}>
        {(all) => (
          <Loaded of={installation}>
            {({ base_url: base }) => <Chooser key={name} name={name} base={base} addons={speaking(all, name)} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
};

const speaking = (addons: readonly Addon[], api: ApiName): readonly Addon[] =>
  addons.filter((one) => one.status === "active" && !one.public && one.apis.includes(api));

const Chooser = ({ name, base, addons }: { name: ApiName; base: string; addons: readonly Addon[] }): ReactNode => {
  const { at, company, sites, site: filtered } = useOffice();
  const { values, set } = useUrl();
  const way: Way = said(WAYS, values["way"]);
  const language: Language = said(LANGUAGES, values["in"]);
  const addon = addons.find(({ id }) => String(id) === values["addon"]) ?? addons[0];
  const site = filtered ?? sites.find(({ id }) => String(id) === values["at"]) ?? sites[0];
  const snapshot = useQuery({
    queryKey: ["snapshot", site?.id],
    queryFn: () => api.get<Snapshot>(at(`sites/${site!.id}/snapshot`)),
    enabled: site !== undefined,
  });
  // What can be ordered as it is comes first: nothing to be chosen with it.
  const products = (snapshot.data?.products ?? [])
    .filter((one) => one.available && !one.is_modifier)
    .toSorted((a, b) => a.option_set_ids.length - b.option_set_ids.length);
  const product = products.find(({ id }) => String(id) === values["product"]) ?? products[0];
  // Requests from before this page was opened are not those of its steps.
  const [since] = useState(() => Date.now() - 1_000);
  return (
    <>
      <div className={styles["choices"]}>
        <Choices label="API" value={name} options={APIS} onChange={(api) => set({ api, addon: undefined })} />
        <Choices label="Who asks" value={way} options={WAYS} onChange={(next) => set({ way: next })} />
        <Choices label="Language" value={language} options={LANGUAGES} onChange={(next) => set({ in: next })} />
      </div>
      {addon === undefined ? (
        <div className="card">
          <Empty
            icon={<Blocks size={32} />}
            title="No add-on speaks this API yet"
            action={<GoLink to="/developer/add-ons/new">Create one</GoLink>}
          >
            It takes a name and a minute. Come back here then.
          </Empty>
        </div>
      ) : (
        <>
          <div className={styles["values"]}>
            <Select
              label="Add-on"
              data={addons.map((one) => ({ value: String(one.id), label: one.name }))}
              value={String(addon.id)}
              allowDeselect={false}
              onChange={(value) => set({ addon: value ?? undefined })}
            />
            <SecretField key={addon.client_id} clientId={addon.client_id} />
            <Select
              label="Site"
              data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
              value={site === undefined ? null : String(site.id)}
              disabled={filtered !== undefined}
              allowDeselect={false}
              onChange={(value) => set({ at: value ?? undefined, product: undefined })}
            />
            <Select
              label="Product"
              data={products.map((one) => ({ value: String(one.id), label: one.name }))}
              value={product === undefined ? null : String(product.id)}
              searchable
              limit={100}
              allowDeselect={false}
              onChange={(value) => set({ product: value ?? undefined })}
            />
          </div>
          {site !== undefined && product !== undefined ? (
            <Steps
              key={`${name} ${addon.id}`}
              base={base}
              company={company.id}
              site={site.id}
              product={product}
              addon={addon}
              api={name}
              way={way}
              language={language}
              since={since}
            />
          ) : snapshot.isPending && site !== undefined ? (
            <Loading />
          ) : (
            <div className="card">
              <Empty title="There is nothing to order yet">Add a site and a product first.</Empty>
            </div>
          )}
        </>
      )}
    </>
  );
};
