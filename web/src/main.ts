import "./ui/theme.css";
import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { i18n } from "./i18n";
import { syncWithHistory } from "./state/history";

const app = createApp(App).use(createPinia()).use(i18n);
syncWithHistory();
app.mount("#app");
