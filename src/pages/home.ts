import { page } from "./frame.ts";
import { html } from "./html.ts";
import { icons } from "./icons.ts";

const doors = [
  { path: "/pos", name: "Register", says: "Take orders and payments at the counter.", icon: icons.cart },
  { path: "/kitchen", name: "Kitchen", says: "See what there is to cook, and bump it.", icon: icons.cloche },
  { path: "/office", name: "Back office", says: "Sales, products, people, and everything set up.", icon: icons.chart },
  { path: "/docs", name: "API reference", says: "Both APIs, with every call to try.", icon: icons.braces },
] as const;

/** The front door: where each of the screens is. */
export const homePage = (): string =>
  page(
    { title: "Start", wide: true },
    html`<h1>Where to?</h1>
      <ul role="list" class="cards tight">
        ${doors.map(
          ({ path, name, says, icon }) =>
            html`<li>
              <a class="card go" href="${path}">
                <span class="tile">${icon}</span>
                <span class="row-text"><span class="go-name">${name}</span><span class="says">${says}</span></span>
              </a>
            </li>`,
        )}
      </ul>
      <p class="foot"><a href="/account">Your account</a></p>`,
  );
