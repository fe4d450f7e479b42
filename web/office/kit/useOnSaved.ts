import { toastGood } from "../../common/toast.ts";
import { type Rec, nameOf } from "./records-data.ts";
import { useGo } from "./useGo.ts";

/** Says that a record was saved; a new one goes on as what it is now, below the page of all of them. */
export const useOnSaved = (
  list: string,
  name: (record: Rec) => string = nameOf,
): ((saved: Rec, added: boolean) => void) => {
  const go = useGo();
  return (saved, added) => {
    toastGood(added ? `${name(saved)} was added.` : "Saved.");
    if (added) void go(`${list}/${saved.id}`, {}, { replace: true, anyway: true });
  };
};
