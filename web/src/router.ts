import { createRouter, createWebHistory, type Router } from 'vue-router'
import { isPending } from './features/entry/session.ts'
import ClassPage from './pages/ClassPage.vue'
import ErrorPage from './pages/ErrorPage.vue'

/**
 * The pages. The popup's own address (`/` with a person) and the class share one page, so that joining is one uninterrupted screen; the one that
 * explains failures is there without the network.
 */
export function createAppRouter (): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', name: 'entry', component: isPending() ? ClassPage : () => import('./pages/LandingPage.vue') },
      // A teacher's sets and past lessons belong to the address of the class: the class goes on beside them.
      { path: '/classroom/:classCode/:view(sets|classes)?/:id?', name: 'class', component: ClassPage },
      { path: '/lobby', name: 'lobby', component: () => import('./pages/LobbyPage.vue') },
      { path: '/screen/:classCode', name: 'screen', component: () => import('./pages/ScreenPage.vue') },
      { path: '/join/:classCode', name: 'guest', component: () => import('./pages/GuestPage.vue') },
      { path: '/404', name: 'ErrorPop', component: ErrorPage },
      { path: '/:anything(.*)*', redirect: { name: 'ErrorPop', query: { code: 'NOT_FOUND' } } }
    ]
  })
}
