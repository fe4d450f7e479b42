import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./styles.css";
import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError, Unreachable } from "./api.ts";
import { Broken } from "./components/Broken.tsx";
import { theme, variables } from "./theme.ts";

const TRIES = 3;

/** What was loaded stays good until the live feed, or whoever changed it, says otherwise. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: "always",
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < TRIES && (error instanceof Unreachable || (error instanceof ApiError && error.status >= 500)),
    },
    mutations: { networkMode: "always" },
  },
});

/** Draws a screen into the page, in the look that this device chose. */
export const start = (screen: ReactNode): void => {
  const root = document.getElementById("screen");
  if (!root) throw new Error("the page has no place for the screen");
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={localStorageColorSchemeManager({ key: "servery-scheme" })}
        defaultColorScheme="auto"
      >
        <Notifications position="top-center" limit={3} />
        <QueryClientProvider client={queries}>
          <Broken>{screen}</Broken>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
};

/** Lets the screen open without a network, from what the browser keeps. */
export const keepAtHand = (scope: string): void => {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/screens-worker.js", { scope }).catch((error: unknown) => {
    // Without it everything works but a reload without a network: a browser may forbid it, in a private window say.
    console.warn("The screen cannot be kept for when the network is away.", error);
  });
};
