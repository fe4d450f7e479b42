import { Button, CloseButton, Drawer } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Selection } from "../../kit/selection.ts";
import { BulkForm } from "./BulkForm.tsx";
import styles from "./products.module.css";

/** What can be done with the products that are ticked. */
export const BulkBar = ({ selection }: { selection: Selection }): ReactNode => {
  const [open, setOpen] = useState(false);
  const count = selection.ids.size;
  return (
    <>
      {count > 0 && (
        <div className={styles["bulk"]} role="region" aria-label="Selected products">
          <span role="status">
            <strong>{count}</strong> selected
          </span>
          <Button variant="white" onClick={() => setOpen(true)}>
            Edit together
          </Button>
          <CloseButton aria-label="Select nothing" c="inherit" variant="transparent" onClick={selection.clear} />
        </div>
      )}
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="right"
        size="28rem"
        title={count === 1 ? "Edit 1 product" : `Edit ${count} products`}
      >
        <BulkForm
          ids={[...selection.ids].map(Number)}
          done={() => {
            setOpen(false);
            selection.clear();
          }}
          cancel={() => setOpen(false)}
        />
      </Drawer>
    </>
  );
};
