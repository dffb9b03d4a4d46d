import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { layers } from './scripts/layers.ts';

export default defineConfig(
	{
		ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', '**/*.gen.ts', 'static/']
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-console': 'error',
			'no-undef': 'off',
			eqeqeq: 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			// The product lives at the root of its host: plain addresses are the whole truth.
			'svelte/no-navigation-without-resolve': 'off',
			// Props are declared with `let` as Svelte's own documentation does; some are bindable.
			'prefer-const': 'off',
			'svelte/prefer-const': 'off',
			// Most sets and maps of a class are its private book-keeping and drive no view; svelte-check cannot tell, we can.
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-at-html-tags': 'error',
			'max-lines': ['error', { max: 200 }]
		}
	},
	{
		files: ['src/**/*.ts', 'scripts/**/*'],
		rules: { 'max-lines': ['error', { max: 300 }], 'max-lines-per-function': ['error', { max: 40 }] }
	},
	{
		files: ['**/*.test.ts'],
		rules: {
			'max-lines': ['error', { max: 400 }],
			'max-lines-per-function': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off'
		}
	},
	layers(fileURLToPath(new URL('src', import.meta.url)))
);
