import "./tokens.css";
import "./app/lab-page.ts";
