import { Button, Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronUp } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { quantity } from "../../common/format.ts";
import { toastBad } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import { isEmptyDraft } from "../data/drafts.ts";
import { useOrder } from "../data/orders.ts";
import { HelpDialog } from "./HelpDialog.tsx";
import { MenuPane } from "./MenuPane.tsx";
import { OrderPane } from "./OrderPane.tsx";
import { ProductSheet } from "./ProductSheet.tsx";
import { SaleProvider } from "./SaleProvider.tsx";
import { blockedBy } from "./blocked.ts";
import { useDeeds } from "./deeds.ts";
import { seating } from "./facts.ts";
import { useKeys } from "./keys.ts";
import { productByCode } from "./menu.ts";
import { useSale } from "./sale.ts";
import { useScanner } from "./scanner.ts";
import styles from "./Order.module.css";

/** Taking an order: a new one, or more for one that the server has. */
export const SellPage = (): ReactNode => {
  const { order } = useSearch({ from: "/" });
  if (order !== undefined) return <Adding key={order} id={order} />;
  return (
    <SaleProvider>
      <AtTable />
      <Selling title="New order" />
    </SaleProvider>
  );
};

const Adding = ({ id }: { id: number }): ReactNode => {
  const asked = useOrder(id);
  return (
    <Loaded of={asked} what="Loading the order">
      {(order) => (
        <SaleProvider order={order} blocked={blockedBy(order)}>
          <Selling title={`Add to ${order.sale_number}`} />
        </SaleProvider>
      )}
    </Loaded>
  );
};

/** A table in the address is where the new order sits; one that is being taken somewhere else is put aside for it. */
const AtTable = (): null => {
  const { table } = useSearch({ from: "/" });
  const { snapshot } = useRegister();
  const { drafts } = useSale();
  const navigate = useNavigate();
  const { draft, ready, held, open, setAside, change } = drafts;
  const doing = useRef(false);
  useEffect(() => {
    if (table === undefined || !ready || doing.current) return;
    doing.current = true;
    void (async () => {
      const there = held.find((one) => one.draft.table === table);
      if (draft.table !== table && there) await open(there.draft);
      else if (draft.table !== table) {
        if (!isEmptyDraft(draft)) await setAside();
        change((now) => ({ ...now, ...seating(now, table, snapshot.order_types) }));
      }
      await navigate({ to: "/", search: {}, replace: true });
      doing.current = false;
    })();
  }, [table, ready, draft, held, open, setAside, change, navigate, snapshot]);
  return null;
};

const Selling = ({ title }: { title: string }): ReactNode => {
  const { snapshot } = useRegister();
  const sale = useSale();
  const { pay } = useDeeds();
  const phone = useMediaQuery("(max-width: 47.99em)") ?? false;
  const search = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const [open, setOpen] = useState(false);
  const { draft } = sale.drafts;

  const chosen = draft.lines.find(({ key }) => key === sale.selected) ?? draft.lines.at(-1);
  const step = (by: number): void => {
    if (!chosen) return;
    sale.select(chosen.key);
    sale.setQuantity(chosen, chosen.quantity + by);
  };
  useKeys(search, {
    more: () => step(1),
    less: () => step(-1),
    remove: () => chosen && sale.remove(chosen),
    pay: () => void pay(),
    help: () => setHelp(true),
  });
  useScanner((code, typing) => {
    const product = productByCode(snapshot.products, code);
    if (product) sale.add(product);
    else if (!typing) toastBad(new Error(`No product has the code ${code}.`), "Not found");
    return product !== undefined || !typing;
  });

  const count = draft.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <div className={styles["page"]}>
      <h1 className="unseen">{title}</h1>
      <MenuPane searchRef={search} help={() => setHelp(true)} />
      {phone ? (
        <>
          <div className={styles["bar"]}>
            <Button
              fullWidth
              size="lg"
              classNames={{ label: styles["barLabel"]! }}
              variant={count === 0 && !sale.order ? "default" : "filled"}
              leftSection={<ChevronUp size={20} aria-hidden />}
              onClick={() => setOpen(true)}
            >
              <span>{count === 0 ? (sale.order ? "Order" : "Order is empty") : `Order · ${quantity(count)}`}</span>
              <span className="numbers">{sale.says(sale.totals.payable)}</span>
            </Button>
          </div>
          <Drawer
            opened={open}
            onClose={() => setOpen(false)}
            title="Order"
            position="bottom"
            size="100%"
            padding={0}
            classNames={{ header: styles["drawerHead"]!, body: styles["drawerBody"]! }}
          >
            <OrderPane sent={() => setOpen(false)} />
          </Drawer>
        </>
      ) : (
        <OrderPane />
      )}
      <ProductSheet />
      <HelpDialog opened={help} close={() => setHelp(false)} />
    </div>
  );
};
