/** The school pages start here. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/styles/main.scss";
import { App } from "./App";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App pathname={window.location.pathname} />
    </StrictMode>,
  );
}
