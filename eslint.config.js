import neostandard, { resolveIgnoresFromGitignore } from 'neostandard'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Forbids imports that match the patterns; the borders of the architecture. */
const border = (files, ...group) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: 'This import crosses a border of the architecture.' }] }] }
})

export default [
  ...neostandard({ ts: true, ignores: resolveIgnoresFromGitignore() }),
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, projectService: true, extraFileExtensions: ['.vue'], tsconfigRootDir: import.meta.dirname }
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // One name for a constant object and the union of its values.
      '@typescript-eslint/no-redeclare': 'off',
      'no-void': ['error', { allowAsStatement: true }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off'
    }
  },
  { files: ['**/test/**'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  border(['adapter/src/**'], '**/server/**', '**/web/**', '**/scripts/**', '@protocol/*'),
  border(['server/protocol/**'], 'node:*', 'fastify*', 'socket.io*', '**/src/**'),
  border(['server/src/**'], '**/web/**', '**/scripts/**', '**/adapter/src/**'),
  border(['web/src/**'], '**/server/src/**', '**/adapter/**', '**/scripts/**', 'socket.io', 'fastify', 'node:*')
]
