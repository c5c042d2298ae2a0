import "./tokens.css";
import { startEarly } from "./worker/client.ts";

startEarly();
void import("./app/lab-page.ts");
