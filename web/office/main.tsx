import { start } from "../common/start.tsx";
import "./app/look.css";
import { App } from "./app/App.tsx";
import { officePages } from "./app/office-pages.ts";
import { routerOf } from "./app/router.tsx";

start(<App router={routerOf(officePages)} />);
