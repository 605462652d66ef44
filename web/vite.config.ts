import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = 'http://localhost:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  resolve: {
    alias: [{ find: /^@protocol\//, replacement: fileURLToPath(new URL('../server/protocol/', import.meta.url)) }]
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0 // a strict CSP refuses data: addresses
  },
  server: {
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/socket': server,
      '/api': server
    }
  }
})
