import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../common/components/States.tsx";
import { GoLink } from "../kit/GoLink.tsx";

/** An address below /office at which there is no page. */
export const NotFound = (): ReactNode => (
  <>
    <h1 className="unseen">No such page</h1>
    <Empty
      icon={<Compass size={32} />}
      title="There is no page here"
      action={<GoLink to="/">Go to the dashboard</GoLink>}
    >
      The address may be wrong, or what was here is gone.
    </Empty>
  </>
);
