/* Keeps the shell of the register and the kitchen at hand. What is asked of the API never goes through here. */
const CACHE = `servery-${BUILD.version}`;
const pageOf = (path) => BUILD.pages.find((page) => path === `/${page}` || path.startsWith(`/${page}/`));

self.addEventListener("install", (event) => {
  const all = [...BUILD.files, ...BUILD.pages.map((page) => `/${page}`)];
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(all))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

/** The newest page while there is a network; the kept one, that goes with the kept files, when there is none. */
const newest = async (page, request) => {
  const kept = await caches.match(`/${page}`);
  try {
    const answer = await fetch(request);
    return answer.ok || !kept ? answer : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const page = request.mode === "navigate" ? pageOf(url.pathname) : undefined;
  if (page) event.respondWith(newest(page, request));
  else if (url.pathname.startsWith("/screens/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
