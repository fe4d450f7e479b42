import type { ReactNode } from "react";
import colors from "./colors.module.css";

/** A small mark in a color that is known by its word; nothing without one. */
export const ColorDot = ({ color }: { color: string | null | undefined }): ReactNode =>
  color ? (
    <span className={`${colors["dot"]} ${colors["ground"]}`} data-color={color.toLowerCase()} aria-hidden />
  ) : null;
