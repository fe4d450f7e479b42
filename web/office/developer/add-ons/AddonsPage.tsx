import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Blocks, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { WholeBadge } from "../parts/badges.tsx";
import { DataTable } from "../../kit/DataTable.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import type { Column } from "../../kit/table.ts";
import { useGo } from "../../kit/useGo.ts";
import { useUrl } from "../../kit/url.ts";
import { type Addon, addonsKey } from "../parts/data.ts";
import styles from "../parts/parts.module.css";
import { API_CHOICES, titleIn } from "./words.ts";

const columns: readonly Column<Addon>[] = [
  {
    key: "name",
    title: "Name",
    cell: ({ name, description }) => (
      <>
        <bdi>{name}</bdi>
        {description !== "" && <span className={styles["sub"]}>{description}</span>}
      </>
    ),
  },
  { key: "client", title: "Client ID", cell: ({ client_id: id }) => <span className={styles["mono"]}>{id}</span> },
  {
    key: "apis",
    title: "APIs",
    cell: ({ apis }) => apis.map((api) => titleIn(API_CHOICES, api)).join(", "),
  },
  {
    key: "companies",
    title: "Companies",
    align: "end",
    wide: true,
    cell: ({ connected_companies: count }) => count,
  },
  {
    key: "status",
    title: "State",
    card: "end",
    width: "9rem",
    cell: ({ status }) =>
      status === "active" ? <WholeBadge tone="good">Active</WholeBadge> : <WholeBadge tone="bad">Revoked</WholeBadge>,
  },
];

/** The clients of the public APIs that the company publishes. */
export const AddonsPage = (): ReactNode => {
  const { at, may } = useOffice();
  const go = useGo();
  const { page } = useUrl().values;
  const addons = useQuery({
    queryKey: [...addonsKey, "page", page],
    queryFn: () => api.list<Addon>(at("addons"), { page }),
  });
  const add = may("addons:write") && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => void go("/developer/add-ons/new")}>
      Create add-on
    </Button>
  );
  return (
    <>
      <PageHead
        title="Add-ons"
        says="Software that talks to this server: each has a client ID, and a secret if it can keep one."
        actions={add}
      />
      <DataTable
        label="Add-ons"
        of={addons}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        href={({ id }) => `/developer/add-ons/${id}`}
        empty={
          <Empty icon={<Blocks size={32} />} title="No add-ons yet" action={add}>
            Create one for each piece of software that you connect.
          </Empty>
        }
      />
    </>
  );
};
