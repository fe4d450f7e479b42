import type { ReactNode } from "react";
import { GoLink } from "../../kit/GoLink.tsx";
import { StatusCode } from "../parts/badges.tsx";
import { tookWords } from "../parts/json.ts";
import type { LoggedRequest } from "../requests/data.ts";
import styles from "./first-order.module.css";

/** What this server saw of a step: its newest request, or that none came yet. */
export const Outcome = ({ tries }: { tries: readonly LoggedRequest[] }): ReactNode => {
  const [newest] = tries;
  return (
    <p className={styles["outcome"]} role="status">
      {newest ? (
        <>
          <StatusCode status={newest.status} />
          <span>
            {newest.status < 400
              ? "It arrived"
              : newest.status === 401
                ? "These credentials are no good"
                : "It was refused"}
            , {tookWords(newest.ms)}.
          </span>
          <GoLink to={`/developer/request-log/${newest.id}`}>Look at it</GoLink>
        </>
      ) : (
        <>
          <span className={styles["waiting"]} aria-hidden />
          Not seen yet
        </>
      )}
    </p>
  );
};
