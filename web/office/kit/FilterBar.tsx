import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./FilterBar.module.css";
import { useUrl } from "./url.ts";

export type Filter = Readonly<{
  /** Its name in the address, which is the server's own name of the filter. */
  name: string;
  label: string;
  options: readonly Readonly<{ value: string; label: string }>[];
  /** With many options one can type to find one. */
  searchable?: boolean;
}>;

const AFTER_TYPING_MS = 250;

/** What a list is narrowed to, kept in the address: a search (`?q=`) and some choices. */
export const FilterBar = ({
  search,
  filters = [],
  children,
}: {
  /** What the search looks for: "Search products". Without it there is none. */
  search?: string;
  filters?: readonly Filter[];
  /** Further controls, which keep their own state in the address. */
  children?: ReactNode;
}): ReactNode => {
  const { values, set } = useUrl();
  const chosen = filters.filter(({ name }) => values[name] !== undefined);
  return (
    <div className={styles["bar"]} role="search">
      {search !== undefined && <SearchBox key={values["q"] === undefined ? "empty" : "said"} label={search} />}
      {filters.map(({ name, label, options, searchable = options.length > 10 }) => (
        <Select
          key={name}
          className={styles["filter"]}
          aria-label={label}
          placeholder={label}
          data={options.map((option) => ({ ...option }))}
          value={values[name] ?? null}
          onChange={(value) => set({ [name]: value ?? undefined })}
          searchable={searchable}
          clearable
          clearButtonProps={{ "aria-label": `Any ${label.toLowerCase()}` }}
          nothingFoundMessage="Nothing is called that"
          data-set={values[name] !== undefined || undefined}
        />
      ))}
      {children}
      {chosen.length > 0 && (
        <Button
          variant="subtle"
          onClick={() => set({ q: undefined, ...Object.fromEntries(filters.map(({ name }) => [name, undefined])) })}
        >
          Clear
        </Button>
      )}
    </div>
  );
};

/** Tells the address what was typed, once the typing rests. */
const SearchBox = ({ label }: { label: string }): ReactNode => {
  const { values, set } = useUrl();
  const [typed, setTyped] = useState(values["q"] ?? "");
  useEffect(() => {
    const q = typed.trim() || undefined;
    if (q === values["q"]) return;
    const timer = window.setTimeout(() => set({ q }), AFTER_TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed, values, set]);
  return (
    <TextInput
      className={styles["search"]}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={18} aria-hidden />}
      rightSection={
        typed !== "" && <CloseButton size={32} aria-label="Clear the search" onClick={() => setTyped("")} />
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        // The search goes on by itself; a form around it is not sent by it.
        if (event.key === "Enter") event.preventDefault();
      }}
    />
  );
};
