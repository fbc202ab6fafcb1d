// The one file that a page loads: it registers <guichet-chat>. Safe to load twice.
import { GuichetChat } from "./src/element.js";

if (!customElements.get("guichet-chat")) customElements.define("guichet-chat", GuichetChat);
