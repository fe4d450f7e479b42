import { Button } from "@mantine/core";
import { UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { NOTHING, StateBadge } from "../../kit/cells.tsx";
import { DataTable } from "../../kit/DataTable.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useRecords } from "../../kit/records-data.ts";
import type { Column } from "../../kit/table.ts";
import { useGo } from "../../kit/useGo.ts";
import { useUrl } from "../../kit/url.ts";
import { staffName } from "../../records/staff-name.ts";
import { useList } from "../parts/useList.ts";
import { type Login, PATH, type Staff, roleWords } from "./person.ts";
import { Roles } from "./Roles.tsx";

/** Everybody who works here, and whether they can sign in. */
export const PeoplePage = (): ReactNode => {
  const { may, site, sites, session } = useOffice();
  const go = useGo();
  const { values } = useUrl();
  const { q, sort, page } = values;
  const staff = useRecords<Staff>("staff", { sort: sort ?? "name", q, page, site_id: site?.id });
  const logins = useList<Login>(PATH);
  const loginOf = ({ id }: Staff): Login | undefined => logins.data?.find((login) => login.id === id);
  const siteNames = ({ site_ids: ids }: Staff): string =>
    ids.length === sites.length
      ? "Every site"
      : sites.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(", ") || "No site";
  const add = may("setup:write") && (
    <Button leftSection={<UserPlus size={18} aria-hidden />} onClick={() => void go("/people/new")}>
      Add person
    </Button>
  );
  return (
    <>
      <PageHead title="Staff & logins" says="Who works here, at which sites, and how they sign in." actions={add} />
      <FilterBar search="Search people" />
      <DataTable<Staff>
        label="Staff & logins"
        of={staff}
        idOf={({ id }) => id}
        nameOf={staffName}
        href={({ id }) => `/people/${id}`}
        columns={columnsOf(session.staff_id, loginOf, siteNames)}
        empty={
          q === undefined ? (
            <Empty title="Nobody works here yet" action={add}>
              Add people, and give them a PIN for the register or a password for the back office.
            </Empty>
          ) : (
            <Empty title="Nobody is called that">Try other words.</Empty>
          )
        }
      />
      <Roles mine={session.role} />
    </>
  );
};

const columnsOf = (
  me: number,
  loginOf: (staff: Staff) => Login | undefined,
  siteNames: (staff: Staff) => string,
): readonly Column<Staff>[] => [
  {
    key: "name",
    title: "Name",
    sort: "name",
    cell: (one) => `${staffName(one)}${one.id === me ? " (you)" : ""}`,
  },
  {
    key: "role",
    title: "Role",
    card: "end",
    cell: (one) => <RoleOf login={loginOf(one)} />,
  },
  {
    key: "signs",
    title: "Password",
    cell: (one) => <PasswordOf login={loginOf(one)} />,
  },
  {
    key: "pin",
    title: "PIN",
    cell: (one) => <PinOf login={loginOf(one)} />,
  },
  { key: "sites", title: "Works at", wide: true, cell: siteNames },
];

const Muted = ({ children }: { children: ReactNode }): ReactNode => (
  <span style={{ color: "var(--mantine-color-dimmed)" }}>{children}</span>
);

type Of = Readonly<{ login: Login | undefined }>;

const RoleOf = ({ login }: Of): ReactNode =>
  login ? (
    <StateBadge tone={login.role === "staff" ? "plain" : "good"}>{roleWords[login.role].title}</StateBadge>
  ) : (
    NOTHING
  );
const PasswordOf = ({ login }: Of): ReactNode => {
  if (!login) return <Muted>No login</Muted>;
  return login.active ? login.username : <StateBadge tone="bad">Switched off</StateBadge>;
};
const PinOf = ({ login }: Of): ReactNode => {
  if (!login) return NOTHING;
  return login.has_pin ? <StateBadge tone="good">Set</StateBadge> : <Muted>Not set</Muted>;
};
