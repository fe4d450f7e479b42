import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./people.module.css";
import { type Role, roleWords } from "./person.ts";

/** What each role may do and may not, so that nobody has to try. */
export const Roles = ({ mine }: { mine: Role }): ReactNode => (
  <section className={styles["roles"]} aria-label="What the roles may do">
    <h2 className={styles["title"]}>What the roles may do</h2>
    <div className={styles["columns"]}>
      {(["owner", "manager", "staff"] as const).map((role) => {
        const { title, says, may, not } = roleWords[role];
        return (
          <article key={role} className={styles["role"]} aria-label={title}>
            <h3>
              {title}
              {role === mine && <span>your role</span>}
            </h3>
            <p>{says}</p>
            <ul>
              {may.map((one) => (
                <li key={one} data-may>
                  <Check size={16} aria-hidden />
                  <span className="unseen">May: </span>
                  {one}
                </li>
              ))}
              {not.map((one) => (
                <li key={one}>
                  <X size={16} aria-hidden />
                  <span className="unseen">May not: </span>
                  {one}
                </li>
              ))}
            </ul>
          </article>
        );
      })}
    </div>
    <p className={styles["note"]}>
      With a PIN everybody serves at the register, whatever their role. A PIN opens nothing that is managed here.
    </p>
  </section>
);
