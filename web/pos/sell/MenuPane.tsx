import { ActionIcon, CloseButton, Select, TextInput } from "@mantine/core";
import { CircleHelp, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useState } from "react";
import { Empty } from "../../common/components/States.tsx";
import { keptInWindow } from "../../common/kept.ts";
import { useRegister } from "../app/context.ts";
import { ProductTile } from "./ProductTile.tsx";
import { TimesButton } from "./TimesButton.tsx";
import { type Section, colored, findProducts, menusOf, readQuery } from "./menu.ts";
import { useSale } from "./sale.ts";
import { withTop } from "./top.ts";
import colors from "./colors.module.css";
import styles from "./Menu.module.css";

type Place = Readonly<{ menu: string; tab: string }>;
const keptPlace = keptInWindow<Place>("servery-register-menu");

type Props = Readonly<{ searchRef: RefObject<HTMLInputElement | null>; help: () => void }>;

/** What can be sold: by the menu's own order, or by what is typed. */
export const MenuPane = ({ searchRef, help }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const sale = useSale();
  const menus = useMemo(() => menusOf(snapshot), [snapshot]);
  const [place, setPlace] = useState<Place>(() => keptPlace.get() ?? { menu: "", tab: "" });
  const [typed, setTyped] = useState("");
  const go = (next: Place): void => {
    keptPlace.set(next);
    setPlace(next);
    setTyped("");
  };
  const chosen = menus.find(({ key }) => key === place.menu) ?? menus[0]!;
  const menu = useMemo(() => withTop(chosen, snapshot), [chosen, snapshot]);
  const tab = menu.tabs.find(({ key }) => key === place.tab) ?? menu.tabs[0];

  const { times, words } = readQuery(typed);
  const found = useMemo(() => findProducts(snapshot.products, words), [snapshot, words]);
  const searching = words !== "";
  const onEnter = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Escape" && typed !== "") setTyped("");
    if (event.key !== "Enter") return;
    event.preventDefault();
    const exact = words.toLowerCase();
    const only =
      found.length === 1
        ? found[0]
        : found.find((one) => one.name.toLowerCase() === exact || one.code?.toLowerCase() === exact);
    if (!only) return;
    sale.add(only, times ?? sale.times);
    setTyped("");
  };

  return (
    <section className={styles["pane"]} aria-label="Menu">
      <div className={styles["tools"]}>
        <TextInput
          ref={searchRef}
          type="search"
          className={styles["search"]}
          aria-label="Search the menu"
          placeholder="Search or scan"
          leftSection={<Search size={18} aria-hidden />}
          rightSection={typed !== "" && <CloseButton size={36} aria-label="Clear" onClick={() => setTyped("")} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onEnter}
        />
        <TimesButton />
        {menus.length > 1 && (
          <Select
            className={styles["menus"]}
            aria-label="Menu"
            data={menus.map(({ key, name }) => ({ value: key, label: name }))}
            value={chosen.key}
            allowDeselect={false}
            onChange={(key) => key && go({ menu: key, tab: "" })}
          />
        )}
        <ActionIcon className={styles["help"]} aria-label="Keys and hints" color="gray" onClick={help}>
          <CircleHelp size={20} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles["tabs"]} role="group" aria-label="Categories">
        {menu.tabs.map(({ key, name, color }) => (
          <button
            key={key}
            type="button"
            className={`${styles["tab"]} ${colors["tint"]}`}
            data-color={color}
            aria-pressed={!searching && key === tab?.key}
            onClick={() => go({ menu: chosen.key, tab: key })}
          >
            {name}
          </button>
        ))}
      </div>
      <div className={styles["scroll"]} tabIndex={0}>
        {searching ? (
          <Found sections={[{ name: null, tiles: colored(found, snapshot) }]} q={words} />
        ) : tab ? (
          <Sections sections={tab.sections} />
        ) : (
          <Empty title="Nothing is sold here yet">
            Add products in the back office; they appear here by themselves.
          </Empty>
        )}
      </div>
    </section>
  );
};

const Found = ({ sections, q }: { sections: readonly Section[]; q: string }): ReactNode => {
  const count = sections[0]?.tiles.length ?? 0;
  return (
    <>
      <p className="unseen" role="status">
        {count === 1 ? "1 product. Enter adds it." : `${count} products`}
      </p>
      {count === 0 ? (
        <Empty title={`Nothing matches “${q}”`}>Try fewer letters, or the product's code.</Empty>
      ) : (
        <Sections sections={sections} />
      )}
    </>
  );
};

const Sections = ({ sections }: { sections: readonly Section[] }): ReactNode =>
  sections.map(({ name, tiles }, at) => (
    <section key={name ?? at} className={styles["section"]} {...(name && { "aria-label": name })}>
      {name && <h2 className={styles["heading"]}>{name}</h2>}
      <ul className={styles["grid"]}>
        {tiles.map((tile) => (
          <li key={tile.product.id}>
            <ProductTile tile={tile} />
          </li>
        ))}
      </ul>
    </section>
  ));
