import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Redo2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { History } from "./useHistory.ts";

/** Takes the last steps back, by a button or by Ctrl+Z; in a field the browser's own undo stays. */
export const UndoButtons = ({ of: { undo, redo } }: { of: Pick<History<never>, "undo" | "redo"> }): ReactNode => {
  useHotkeys([
    ["mod+Z", () => undo?.()],
    ["mod+shift+Z", () => redo?.()],
    ["mod+Y", () => redo?.()],
  ]);
  return (
    <>
      <ActionIcon variant="default" aria-label="Undo" disabled={!undo} onClick={() => undo?.()}>
        <Undo2 size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" aria-label="Redo" disabled={!redo} onClick={() => redo?.()}>
        <Redo2 size={20} aria-hidden />
      </ActionIcon>
    </>
  );
};
