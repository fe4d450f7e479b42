import { useQuery } from "@tanstack/react-query";
import type { Api } from "../../common/api.ts";
import { ofCompany, useRegister } from "../app/context.ts";
import { type Order, orderKey } from "../data/orders.ts";

/** The receipt of an order as text; of one that is not paid its bill. */
export const useReceiptText = (id: number) => {
  const register = useRegister();
  return useQuery({
    queryKey: [...orderKey(id), "receipt"],
    queryFn: async () => (await register.api.request("GET", ofCompany(register, `orders/${id}/receipt.txt`))).text(),
  });
};

/** Opens a PDF in a window of its own; saves it where the browser opens none. Throws ApiError, Unreachable. */
export const openPdf = async (api: Api, path: string, name: string): Promise<void> => {
  // A window may only be opened by the touch itself, not once the answer is there.
  const window_ = window.open("", "_blank");
  try {
    const blob = await (await api.request("GET", path)).blob();
    const url = URL.createObjectURL(blob);
    if (window_) window_.location.href = url;
    else {
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
    }
    window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    window_?.close();
    throw error;
  }
};

/** An e-mail with the receipt's text in it, to be sent by the device's own mail program. */
export const mailOf = (text: string, venue: string, order: Pick<Order, "sale_number" | "customer">): string => {
  const to = order.customer?.email ?? "";
  const subject = `${venue}: receipt ${order.sale_number}`;
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
};
