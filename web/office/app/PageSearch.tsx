import { Modal, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { useGo } from "../kit/useGo.ts";
import { onPageSearch, pagesFor } from "./page-search.ts";
import styles from "./PageSearch.module.css";
import type { OfficePage } from "./pages.ts";

/** Ctrl+K: any page of the office by a few letters of its name. */
export const PageSearch = ({ pages }: { pages: readonly OfficePage[] }): ReactNode => {
  const [open, setOpen] = useState(false);
  useEffect(() => onPageSearch(() => setOpen(true)), []);
  useHotkeys([["mod+K", () => setOpen(true)]], []);
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title="Find a page"
      yOffset="10vh"
      centered={false}
      padding="md"
      classNames={{ body: styles["body"]! }}
    >
      <Finder pages={pages} done={() => setOpen(false)} />
    </Modal>
  );
};

const Finder = ({ pages, done }: { pages: readonly OfficePage[]; done: () => void }): ReactNode => {
  const go = useGo();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = pagesFor(pages, typed);
  const open = (page: OfficePage | undefined): void => {
    if (!page) return;
    done();
    void go(page.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((now) => (now + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") open(found[at]);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, list]);
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Name of a page"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        placeholder="Products, printers, webhook log…"
        leftSection={<Search size={18} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? (
        <p className={styles["none"]} role="status">
          No page is called that.
        </p>
      ) : (
        <div id={list} role="listbox" aria-label="Pages" className={styles["list"]}>
          {found.map((page, index) => (
            <div
              key={page.path}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles["item"]}
              onClick={() => open(page)}
              onKeyDown={onKeyDown}
              onPointerMove={() => setAt(index)}
            >
              <page.icon size={20} strokeWidth={1.75} aria-hidden />
              <span className={styles["title"]}>{page.title}</span>
              <span className={styles["section"]}>{page.section}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
};
