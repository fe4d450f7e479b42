import { Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../../common/api.ts";
import { Failed, Loading } from "../../common/components/States.tsx";
import { loadSession } from "./session.ts";

/** The back office for whoever is signed in; others are on their way to the sign-in page. */
export const App = ({ router }: { router: AnyRouter }): ReactNode => {
  const session = useQuery({ queryKey: ["session"], queryFn: loadSession, staleTime: Infinity });
  if (session.data) return <RouterProvider router={router} />;
  const leaving = session.error instanceof ApiError && session.error.status === 401;
  return (
    <Center component="main" mih="100vh">
      <h1 className="unseen">Back office</h1>
      {session.error && !leaving ? (
        <Failed error={session.error} again={() => void session.refetch()} />
      ) : (
        <Loading what={leaving ? "Going to the sign-in page" : "Opening the back office"} />
      )}
    </Center>
  );
};
