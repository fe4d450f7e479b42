import { Alert, Button } from "@mantine/core";
import { FolderPlus, PackagePlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { menuLimits } from "../../../../src/domain/catalogue/menu-rules.ts";
import { errorOf } from "../../kit/form-values.ts";
import { type Rec, nameOf, useAll } from "../../kit/records-data.ts";
import type { Editor } from "../../kit/useEditor.ts";
import { UndoButtons } from "../parts/UndoButtons.tsx";
import { useHistory } from "../parts/useHistory.ts";
import { AddProducts } from "./AddProducts.tsx";
import { EntryDialog } from "./EntryDialog.tsx";
import { EntryTools } from "./EntryTools.tsx";
import styles from "./menus.module.css";
import { MenuPreview } from "./MenuPreview.tsx";
import { MenuTree } from "./MenuTree.tsx";
import {
  type Entry,
  type Path,
  type Step,
  type Target,
  type Tree,
  entriesAt,
  entryAt,
  groupsOf,
  inserted,
  moved,
  newId,
  replaced,
  stepTo,
  treeOf,
  without,
} from "./tree.ts";

type Open = "entry" | "products";

const isInTree = (tree: Tree, path: Path | undefined): path is Path =>
  path !== undefined && entryAt(tree, path) !== undefined;

/** The tree of a menu, what can be done to it, and how the register shows it. */
export const MenuEditor = ({ editor, readOnly }: { editor: Editor; readOnly: boolean }): ReactNode => {
  const products = useAll("products");
  const byId = new Map<number, Rec>((products.data ?? []).map((product) => [product.id, product]));
  const tree = treeOf(editor.values["groups"]);
  const history = useHistory<Tree>(tree, (next) => editor.set({ groups: groupsOf(next) }), editor.values["version"]);
  const [chosen, setChosen] = useState<Path>();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState("");
  const selected = isInTree(tree, chosen) ? chosen : undefined;
  const entry = selected && entryAt(tree, selected);

  const called = (one: Entry): string => {
    if (one.kind === "group") return one.group.name;
    const product = byId.get(one.product_id);
    return product ? nameOf(product) : products.data ? `Product ${one.product_id} (gone)` : "…";
  };
  /** Where it stands now, for whoever does not see it move. */
  const sayMoved = (next: Tree, path: Path): void => {
    const one = entryAt(next, path);
    const above = path.length > 1 ? entryAt(next, path.slice(0, -1)) : undefined;
    const of = entriesAt(next, path.slice(0, -1)).length;
    if (one) setSaid(`${called(one)} is ${path.at(-1)! + 1} of ${of} in ${above ? called(above) : "the menu"}.`);
  };
  const move = (from: Path, target: Target | undefined): void => {
    if (!target) return;
    const next = moved(tree, from, target);
    history.change(next.tree);
    setChosen(next.path);
    sayMoved(next.tree, next.path);
  };
  const step = (from: Path, to: Step): void => move(from, stepTo(tree, from, to));
  const remove = (path: Path): void => {
    const one = entryAt(tree, path);
    history.change(without(tree, path));
    // What comes after it is chosen then, so that the keyboard has somewhere to go on.
    setChosen(
      entriesAt(tree, path.slice(0, -1)).length > 1
        ? [...path.slice(0, -1), Math.max(0, path.at(-1)! - 1)]
        : path.slice(0, -1),
    );
    if (one) setSaid(`${called(one)} was taken out.`);
  };
  // New things come into the group that is chosen, or in which the chosen product stands.
  const into = selected && (entry?.kind === "group" ? selected : selected.slice(0, -1));
  const addGroup = (): void => {
    const parent = into && into.length < menuLimits.depthMax ? into : [];
    const index = entriesAt(tree, parent).length;
    const group = { id: newId(tree), name: "New group", color: null, entries: [] };
    history.change(inserted(tree, { parent, index }, [{ kind: "group", group }]));
    setChosen([...parent, index]);
    setOpen("entry");
  };
  const addProducts = (ids: readonly number[]): void => {
    if (!into) return;
    const index = entriesAt(tree, into).length;
    const added = ids.map((product_id): Entry => ({ kind: "product", product_id, color: null }));
    history.change(inserted(tree, { parent: into, index }, added));
    setSaid(ids.length === 1 ? "1 product was added." : `${ids.length} products were added.`);
  };
  const wrong = errorOf(editor.errors, "groups");
  const target = into && entryAt(tree, into);

  return (
    <div className={styles["editor"]}>
      <section className={styles["pane"]} aria-label="Groups and products">
        {!readOnly && (
          <div className={styles["tools"]} role="toolbar" aria-label="Change the menu">
            <Button variant="default" leftSection={<FolderPlus size={18} aria-hidden />} onClick={addGroup}>
              Add group
            </Button>
            <Button
              variant="default"
              leftSection={<PackagePlus size={18} aria-hidden />}
              disabled={target === undefined}
              onClick={() => setOpen("products")}
            >
              Add products
            </Button>
            <span className={styles["gap"]} />
            <UndoButtons of={history} />
          </div>
        )}
        {!readOnly && tree.length > 0 && (
          <EntryTools
            name={entry && called(entry)}
            can={(to) => selected !== undefined && stepTo(tree, selected, to) !== undefined}
            onStep={(to) => selected && step(selected, to)}
            onOpen={() => setOpen("entry")}
            onRemove={() => selected && remove(selected)}
          />
        )}
        {wrong !== undefined && (
          <Alert color="red" variant="light" role="alert" m="md">
            {wrong}
          </Alert>
        )}
        <MenuTree
          tree={tree}
          called={called}
          byId={byId}
          selected={selected}
          onSelect={setChosen}
          readOnly={readOnly}
          onMove={move}
          onStep={step}
          onOpen={() => setOpen("entry")}
          onRemove={remove}
        />
        <p className="unseen" role="status">
          {said}
        </p>
      </section>
      <MenuPreview tree={tree} byId={byId} />
      <EntryDialog
        entry={open === "entry" ? entry : undefined}
        name={entry ? called(entry) : ""}
        onClose={() => setOpen(undefined)}
        onSave={(next) => {
          if (selected) history.change(replaced(tree, selected, () => next));
          setOpen(undefined);
        }}
      />
      <AddProducts
        into={open === "products" && target?.kind === "group" ? target.group : undefined}
        products={products.data ?? []}
        onClose={() => setOpen(undefined)}
        onAdd={addProducts}
      />
    </div>
  );
};
