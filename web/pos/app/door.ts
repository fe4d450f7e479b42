import { doorOf } from "../../common/door/kept-device.ts";

/** What this browser keeps of the register. */
export const door = doorOf("register");
