import { type ReactNode, useState } from "react";
import { useOffice } from "../../app/office.ts";
import { moneyCell } from "../../kit/cells.tsx";
import colors from "../../kit/fields/colors.module.css";
import { type Rec, nameOf } from "../../kit/records-data.ts";
import styles from "./menus.module.css";
import { type Group, type Tree, groupsOf } from "./tree.ts";

type Tile = Readonly<{ id: number; color: string | null }>;
type Section = Readonly<{ id: number; name: string | null; tiles: readonly Tile[] }>;

/** As the register draws a tab: its own products, and below them those of its groups under their names. */
const sectionsOf = (group: Group, name: string | null): readonly Section[] => {
  const tiles = group.entries.flatMap((entry) =>
    entry.kind === "product" ? [{ id: entry.product_id, color: entry.color ?? group.color }] : [],
  );
  const inner = group.entries.flatMap((entry) =>
    entry.kind === "group" ? sectionsOf(entry.group, entry.group.name) : [],
  );
  return [...(tiles.length > 0 ? [{ id: group.id, name, tiles }] : []), ...inner];
};

/** The menu as the register shows it, while it is being changed. */
export const MenuPreview = ({ tree, byId }: { tree: Tree; byId: ReadonlyMap<number, Rec> }): ReactNode => {
  const { currency } = useOffice().company;
  const [asked, setAsked] = useState<number>();
  const groups = groupsOf(tree);
  const here = groups.find(({ id }) => id === asked) ?? groups[0];
  const sections = here ? sectionsOf(here, null) : [];
  return (
    <section className={styles["preview"]} aria-label="On the register">
      <h2 className={styles["title"]}>On the register</h2>
      {!here ? (
        <p className={styles["none"]}>Groups will be here.</p>
      ) : (
        <>
          <div className={styles["tabs"]}>
            {groups.map((group) => (
              <button
                key={group.id}
                type="button"
                aria-pressed={group === here}
                onClick={() => setAsked(group.id)}
                className={styles["tab"]}
              >
                {group.color && (
                  <i
                    className={`${styles["under"]} ${colors["ground"]}`}
                    data-color={group.color.toLowerCase()}
                    aria-hidden
                  />
                )}
                <bdi>{group.name}</bdi>
              </button>
            ))}
          </div>
          {sections.length === 0 && <p className={styles["none"]}>This group is empty.</p>}
          {sections.map((section) => (
            <div key={section.id}>
              {section.name !== null && <h3 className={styles["heading"]}>{section.name}</h3>}
              <ul className={styles["tiles"]}>
                {section.tiles.map(({ id, color }, at) => {
                  const product = byId.get(id);
                  const price = (product?.["price"] as { amount?: string } | null | undefined)?.amount;
                  return (
                    <li key={at} className={styles["tile"]}>
                      {color && (
                        <i
                          className={`${styles["edge"]} ${colors["ground"]}`}
                          data-color={color.toLowerCase()}
                          aria-hidden
                        />
                      )}
                      <bdi>{product ? nameOf(product) : "…"}</bdi>
                      <span>{moneyCell(price, currency)}</span>
                    </li>
                  );
                })}
              </ul>
            </div>
          ))}
        </>
      )}
    </section>
  );
};
