import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { readEntry, withoutEntry } from './features/entry/launch.ts'
import { keepEntry } from './features/entry/session.ts'
import { i18n, languageReady } from './i18n.ts'
import { createAppRouter } from './router.ts'
import './styles/index.css'

// Names, numbers and the launch leave the address bar, and so the history, before anything else happens.
const entry = readEntry(location.search)
if (entry) {
  keepEntry(entry)
  history.replaceState(history.state, '', withoutEntry(location.pathname, location.search))
}

const app = createApp(App).use(createPinia()).use(i18n).use(createAppRouter())
void languageReady.then(() => app.mount('#app'))
