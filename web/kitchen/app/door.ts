import { doorOf } from "../../common/door/kept-device.ts";

/** What this browser keeps of the kitchen's screen. */
export const door = doorOf("kitchen");
