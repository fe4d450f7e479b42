import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useOnceEach } from "../../common/once.ts";
import { toastBad, toastGood } from "../../common/toast.ts";
import { ofCompany, useRegister } from "../app/context.ts";

/** Shifts, the drawer and its reports, as the server tells of them. Amounts are numbers in the company's currency. */

export type Named = Readonly<{ id: number; name: string }>;
export type Shift = Readonly<{
  id: number;
  staff: Named;
  started_at: string;
  finished_at: string | null;
  breaks: readonly Readonly<{ started_at: string; finished_at: string | null }>[];
  on_break: boolean;
}>;
export type CashKind = "in" | "out" | "float";
export type CashMovement = Readonly<{
  id: number;
  kind: CashKind;
  amount: number;
  reason: string;
  staff: Named;
  at: string;
}>;
export type Tender = Readonly<{
  method_id: number;
  name: string;
  kind: string;
  count: number;
  sales: number;
  refunds: number;
  tips: number;
  rounding?: number;
  float: number;
  cash_in: number;
  cash_out: number;
  expected: number;
}>;
export type CountedTender = Tender & Readonly<{ counted: number | null; difference: number | null }>;
type Facts = Readonly<{
  register: Named;
  since: string | null;
  at: string;
  orders: number;
  gross: number;
  discounts: number;
  refunds: Readonly<{ count: number; amount: number }>;
  net: number;
  total_tax: number;
  tax: readonly Readonly<{ id: number | null; name: string; net: number; tax: number }>[];
  tips: number;
  unpaid: number;
  deleted: Readonly<{ count: number }>;
  rejected: Readonly<{ count: number }>;
  by_category: readonly Readonly<{ id: number | null; name: string; total: number }>[];
  by_staff: readonly Readonly<{ id: number | null; name: string; orders: number; total: number; tips: number }>[];
  open_orders: number;
}>;
export type XReport = Facts & Readonly<{ tenders: readonly Tender[]; next_number: number }>;
export type ZReport = Facts &
  Readonly<{ tenders: readonly CountedTender[]; number: number; staff: Named; note: string | null }>;

const tillKey = ["till"] as const;

const useRegisterPath = (): ((path: string) => string) => {
  const register = useRegister();
  return (path) => ofCompany(register, `registers/${register.device.registerId}/${path}`);
};

export const useShifts = () => {
  const register = useRegister();
  return useQuery({
    queryKey: ["shift", register.device.siteId],
    queryFn: () =>
      register.api.get<readonly Shift[]>(ofCompany(register, `sites/${register.device.siteId}/shifts/current`)),
  });
};

export const useXReport = () => {
  const { api } = useRegister();
  const path = useRegisterPath()("x_report");
  return useQuery({ queryKey: [...tillKey, path], queryFn: () => api.get<XReport>(path), staleTime: 0 });
};

export const useZReports = () => {
  const { api } = useRegister();
  const path = useRegisterPath()("z_reports");
  return useQuery({
    queryKey: [...tillKey, path],
    queryFn: async () => (await api.list<ZReport>(path, { per_page: 50 })).rows,
  });
};

/** The newest movements of cash of this drawer. */
export const useCash = () => {
  const { api } = useRegister();
  const path = useRegisterPath()("cash");
  return useQuery({
    queryKey: [...tillKey, path],
    queryFn: async () => (await api.list<CashMovement>(path, { per_page: 20 })).rows,
  });
};

/** Without a key of its own, the same change sent again after a lost answer has the key that it had before. */
type Change = Readonly<{ method: "POST" | "PUT"; path: string; body?: unknown; key?: string; done: string }>;

/** A change of shifts or of the drawer: says what was done or why not, and loads again what it changed. */
export const useTillChange = () => {
  const { api } = useRegister();
  const client = useQueryClient();
  const once = useOnceEach();
  return useMutation({
    mutationFn: ({ method, path, body = {}, key: own }: Change): Promise<unknown> =>
      once(`${method} ${path} ${JSON.stringify(body)}`, async (key) => {
        const answer = await api.request(method, path, body, { key: own ?? key });
        return answer.status === 204 ? undefined : answer.json();
      }),
    onSuccess: (_, { done }) => toastGood(done),
    onError: (error) => toastBad(error),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: tillKey });
      void client.invalidateQueries({ queryKey: ["shift"] });
    },
  });
};

export const useTillPaths = () => {
  const register = useRegister();
  return { ofRegister: useRegisterPath(), ofCompany: (path: string) => ofCompany(register, path) };
};
