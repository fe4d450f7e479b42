import { allowSoundOnTouch } from "../common/sound.ts";
import { keepAtHand, start } from "../common/start.tsx";
import { App } from "./app/App.tsx";

allowSoundOnTouch();
keepAtHand("/kitchen");
start(<App />);
