/** Starts the page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { follow } from "./data/stream.ts";
import { applySettings } from "./settings.ts";
import "./style/theme.css";
import "./style/page.css";
import "./style/cards.css";
import "./style/plan.css";
import "./style/heads.css";
import "./style/movers.css";
import "./style/camera.css";
import "./style/condition.css";
import "./style/band.css";
import "./style/zones.css";
import "./style/narrow.css";

applySettings();
const page = document.querySelector("#page");
if (page !== null) render(<App />, page);
void follow();
