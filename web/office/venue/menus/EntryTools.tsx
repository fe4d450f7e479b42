import { ActionIcon } from "@mantine/core";
import { ArrowDown, ArrowUp, IndentDecrease, IndentIncrease, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./menus.module.css";
import type { Step } from "./tree.ts";

const STEPS = [
  { step: "up", label: "Move up", Icon: ArrowUp },
  { step: "down", label: "Move down", Icon: ArrowDown },
  { step: "out", label: "Move out of its group", Icon: IndentDecrease },
  { step: "in", label: "Move into the group beside it", Icon: IndentIncrease },
] as const;

/** What can be done to the entry that is chosen. */
export const EntryTools = ({
  name,
  can,
  onStep,
  onOpen,
  onRemove,
}: {
  /** What it is called; undefined while nothing is chosen. */
  name: string | undefined;
  can: (step: Step) => boolean;
  onStep: (step: Step) => void;
  onOpen: () => void;
  onRemove: () => void;
}): ReactNode => (
  <div className={styles["chosen"]} role="toolbar" aria-label={`Change ${name ?? "what is chosen"}`}>
    {name === undefined ? (
      <span className={styles["chosen_none"]}>Choose an entry to move or change it.</span>
    ) : (
      <bdi className={styles["chosen_name"]}>{name}</bdi>
    )}
    <span className={styles["steps"]}>
      {STEPS.map(({ step, label, Icon }) => (
        <ActionIcon
          key={step}
          variant="default"
          aria-label={label}
          title={label}
          disabled={!can(step)}
          onClick={() => onStep(step)}
        >
          <Icon size={20} aria-hidden />
        </ActionIcon>
      ))}
    </span>
    <span className={styles["steps"]}>
      <ActionIcon variant="default" aria-label="Edit" title="Edit" disabled={name === undefined} onClick={onOpen}>
        <Pencil size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="light"
        color="red"
        aria-label="Take out"
        title="Take out"
        disabled={name === undefined}
        onClick={onRemove}
      >
        <Trash2 size={20} aria-hidden />
      </ActionIcon>
    </span>
  </div>
);
