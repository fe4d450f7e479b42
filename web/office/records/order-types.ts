import { orderTypes } from "../../../src/domain/order/order.ts";

/** Types of orders as choices. */
export const ORDER_TYPES = orderTypes.map((value) => ({ value, label: value }));
