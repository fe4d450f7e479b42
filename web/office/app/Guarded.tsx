import { Lock } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Empty } from "../../common/components/States.tsx";
import { useOffice } from "./office.ts";
import type { OfficePage } from "./pages.ts";

/** A page for those who may see it; the others are told who can help. */
export const Guarded = ({ page, children }: { page: OfficePage; children: ReactNode }): ReactNode => {
  const { may } = useOffice();
  useEffect(() => {
    document.title = `${page.title} · Servery`;
  }, [page]);
  if (page.permission === null || may(page.permission)) return children;
  return (
    <>
      <h1 className="unseen">{page.title}</h1>
      <Empty icon={<Lock size={32} />} title="This page is not for your role">
        Ask somebody who manages the venue, if you need it.
      </Empty>
    </>
  );
};
