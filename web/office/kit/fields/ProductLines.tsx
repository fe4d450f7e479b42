import { ActionIcon, Input, Select, Text } from "@mantine/core";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useOffice } from "../../app/office.ts";
import { type Rec, nameOf, useAll } from "../records-data.ts";
import type { OwnProps } from "./field.ts";
import styles from "./fields.module.css";
import { PriceField, shownAmount } from "./NumberFields.tsx";

export type ProductLine = Readonly<{
  product_id: number;
  price: Readonly<{ amount: string; inc_tax: boolean }> | null;
}>;

const SHOWN_MAX = 50;

/** A list of products in order, each with its own price or one that holds here only. */
export const ProductLines = ({
  value,
  onChange,
  error,
  errorAt,
  disabled,
  label,
  says,
  add,
  only,
}: OwnProps & {
  /** The words in the field that adds one. */
  add: string;
  /** Which products are offered. */
  only?: (product: Rec) => boolean;
}): ReactNode => {
  const { company } = useOffice();
  const [added, setAdded] = useState(0);
  const products = useAll("products");
  const byId = new Map((products.data ?? []).map((product) => [product.id, product]));
  const lines = Array.isArray(value) ? (value as ProductLine[]) : [];
  const own = ({ product_id }: ProductLine): string => {
    const price = byId.get(product_id)?.["price"] as ProductLine["price"] | undefined;
    return price ? shownAmount(price.amount, company.currency) : "";
  };
  const called = ({ product_id }: ProductLine): string => {
    const product = byId.get(product_id);
    return product ? nameOf(product) : products.data ? `Product ${product_id} (gone)` : "…";
  };
  const move = (from: number, to: number): void => {
    const next = [...lines];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const free = (products.data ?? [])
    .filter((product) => (only?.(product) ?? true) && !lines.some((line) => line.product_id === product.id))
    .map((product) => ({ value: String(product.id), label: nameOf(product) }));
  return (
    <fieldset className={styles["rows"]} disabled={disabled}>
      <legend className="unseen">{label}</legend>
      {says && (
        <Text size="sm" c="dimmed">
          {says}
        </Text>
      )}
      {error !== undefined && <Input.Error>{error}</Input.Error>}
      {lines.length > 0 && (
        <ol className={styles["lines"]}>
          {lines.map((line, index) => {
            const name = called(line);
            return (
              <li key={line.product_id} className={styles["product"]}>
                <bdi className={styles["product_name"]}>{name}</bdi>
                <PriceField
                  bare
                  orNull
                  aria-label={`Price of ${name} here`}
                  placeholder={own(line)}
                  disabled={disabled}
                  error={errorAt(`${index}.price`)}
                  value={line.price}
                  onChange={(price) => onChange(lines.map((other) => (other === line ? { ...line, price } : other)))}
                />
                {!disabled && (
                  <span className={styles["tools"]}>
                    <ActionIcon
                      aria-label={`Move ${name} up`}
                      disabled={index === 0}
                      onClick={() => move(index, index - 1)}
                    >
                      <ArrowUp size={18} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`Move ${name} down`}
                      disabled={index === lines.length - 1}
                      onClick={() => move(index, index + 1)}
                    >
                      <ArrowDown size={18} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`Take ${name} out`}
                      color="red"
                      onClick={() => onChange(lines.filter((other) => other !== line))}
                    >
                      <Trash2 size={18} aria-hidden />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {!disabled && (
        <Select
          // A new one for each that was added: it is empty again, and typing goes on in it.
          key={added}
          autoFocus={added > 0}
          openOnFocus={false}
          aria-label={add}
          placeholder={add}
          leftSection={<Plus size={18} aria-hidden />}
          data={free}
          limit={SHOWN_MAX}
          value={null}
          searchable
          nothingFoundMessage="No product is called that"
          onChange={(id) => {
            if (id === null) return;
            onChange([...lines, { product_id: Number(id), price: null }]);
            setAdded(added + 1);
          }}
        />
      )}
    </fieldset>
  );
};
