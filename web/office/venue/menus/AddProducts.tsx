import { Button, Checkbox, Modal, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useOffice } from "../../app/office.ts";
import { moneyCell } from "../../kit/cells.tsx";
import { type Rec, nameOf } from "../../kit/records-data.ts";
import styles from "./menus.module.css";
import type { Group } from "./tree.ts";

/** More than that are found by typing. */
const SHOWN_MAX = 60;

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const textOf = (product: Rec): string =>
  plain([nameOf(product), product["code"], product["number"], product["barcode"]].filter(Boolean).join(" "));

type Props = Readonly<{
  /** The group that they come into; undefined: nothing is asked now. */
  into: Group | undefined;
  products: readonly Rec[];
  onClose: () => void;
  onAdd: (ids: readonly number[]) => void;
}>;

/** Finds products and puts many of them into a group at once. */
export const AddProducts = ({ into, products, onClose, onAdd }: Props): ReactNode => (
  <Modal opened={into !== undefined} onClose={onClose} title={into ? `Add products to ${into.name}` : ""} size="lg">
    {into && <Choose into={into} products={products} onClose={onClose} onAdd={onAdd} />}
  </Modal>
);

const Choose = ({ into, products, onClose, onAdd }: Props & { into: Group }): ReactNode => {
  const { currency } = useOffice().company;
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<readonly number[]>([]);
  const there = new Set(into.entries.flatMap((entry) => (entry.kind === "product" ? [entry.product_id] : [])));
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const found = products.filter(
    (product) => product["is_modifier"] !== true && words.every((word) => textOf(product).includes(word)),
  );
  const toggle = (id: number): void =>
    setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);
  const add = (): void => {
    onAdd(picked);
    onClose();
  };
  return (
    <div className={styles["choose"]}>
      <TextInput
        type="search"
        aria-label="Search products"
        placeholder="Search products by name, code or barcode"
        leftSection={<Search size={18} aria-hidden />}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          const first = found.find(({ id }) => !there.has(id));
          if (first && typed !== "") {
            toggle(first.id);
            setTyped("");
          }
        }}
      />
      <ul className={styles["found"]} aria-label="Products">
        {found.slice(0, SHOWN_MAX).map((product) => (
          <li key={product.id}>
            <Checkbox
              label={
                <>
                  <bdi>{nameOf(product)}</bdi>
                  {there.has(product.id) && <small>is in the group</small>}
                </>
              }
              checked={picked.includes(product.id)}
              onChange={() => toggle(product.id)}
            />
            <span className="numbers">
              {moneyCell((product["price"] as { amount?: string } | null)?.amount, currency)}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles["count"]} role="status">
        {found.length === 0
          ? "No product is called that."
          : found.length > SHOWN_MAX
            ? `${found.length} found, ${SHOWN_MAX} shown. Type to find others.`
            : `${found.length} found.`}
      </p>
      <div className={styles["foot"]}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={picked.length === 0} onClick={add}>
          {picked.length === 1 ? "Add 1 product" : `Add ${picked.length} products`}
        </Button>
      </div>
    </div>
  );
};
