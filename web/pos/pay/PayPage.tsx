import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { DraftPay } from "./DraftPay.tsx";
import { OrderPay } from "./OrderPay.tsx";

/** Takes money: for the order that is being taken here, or for one that the server has. */
export const PayPage = (): ReactNode => {
  const { id } = useParams({ from: "/pay/$id" });
  return id === "draft" ? <DraftPay /> : <OrderPay key={id} id={Number(id)} />;
};
