import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import page from "../app/Page.module.css";
import { Completed } from "./Completed.tsx";
import { OpenOrders } from "./OpenOrders.tsx";
import { useOpenOrders } from "./orders-data.ts";
import { FILTERS, countOf, filterNamed } from "./filters.ts";
import { Tabs } from "../app/Tabs.tsx";
import { useRegister } from "../app/context.ts";

/** The list whose address this is, and no other, is the current one. */
const EXACTLY = { exact: true, includeSearch: true, explicitUndefined: true };

/** All orders of the site: those that are open, and the sales that are done. The address keeps what is looked for. */
export const OrdersPage = (): ReactNode => {
  const search = useSearch({ from: "/orders" });
  const navigate = useNavigate();
  const { session } = useRegister();
  const [typed, setTyped] = useState(search.q ?? "");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const open = useOpenOrders();
  const done = search.show === "done";

  useEffect(() => {
    if (q === (search.q ?? "")) return;
    void navigate({
      to: "/orders",
      search: (before) => ({ ...before, q: q === "" ? undefined : q }),
      replace: true,
    });
  }, [q, search.q, navigate]);

  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <h1 className={page["title"]}>Orders</h1>
        <div className={page["grow"]} />
        <TextInput
          type="search"
          aria-label="Search orders"
          placeholder={done ? "Number, name, table, receipt id" : "Number, name or table"}
          leftSection={<Search size={18} aria-hidden />}
          rightSection={typed !== "" && <CloseButton size={36} aria-label="Clear" onClick={() => setTyped("")} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={{ base: "100%", xs: 320 }}
        />
      </div>
      <Tabs label="Which orders" open={search.show ?? ""}>
        {FILTERS.map((filter) => {
          const count = open.data ? countOf(filter, open.data, session.staffId) : 0;
          const current = !done && filterNamed(search.show) === filter;
          return (
            <Link
              key={filter.name}
              to="/orders"
              search={(before) => ({ ...before, show: filter.name === "all" ? undefined : filter.name })}
              className={page["tab"]}
              activeOptions={EXACTLY}
              data-on={current ? (search.show ?? "") : undefined}
            >
              {filter.says}
              {count > 0 && <span className={page["count"]}>{count}</span>}
            </Link>
          );
        })}
        <Link
          to="/orders"
          search={({ q: query }) => ({ show: "done", q: query, type: undefined })}
          className={page["tab"]}
          activeOptions={EXACTLY}
          data-on={done ? "done" : undefined}
        >
          Completed sales
        </Link>
      </Tabs>
      {done ? <Completed q={q} /> : <OpenOrders asked={open} q={q} />}
    </div>
  );
};
