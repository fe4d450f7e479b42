import { keepAtHand, start } from "../common/start.tsx";
import { allowSoundOnTouch } from "../common/sound.ts";
import { App } from "./app/App.tsx";

allowSoundOnTouch();
start(<App />);
keepAtHand("/pos");
