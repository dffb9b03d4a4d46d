import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { shellAdapter } from './scripts/shell-adapter.ts';
import { sourceVersion } from './scripts/source-version.ts';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['localStorage', 'baseLocale'],
			localStorageKey: 'ratschlag-locale',
			isServer: 'import.meta.env.SSR',
			emitReadme: false,
			emitPrettierIgnore: false
		}),
		sveltekit({
			adapter: shellAdapter({ fallback: 'shell.html' }),
			version: { name: sourceVersion(), pollInterval: 0 },
			compilerOptions: { runes: true }
		})
	],
	css: {
		preprocessorOptions: { scss: { quietDeps: true } }
	},
	build: { target: 'es2022', cssMinify: 'lightningcss', reportCompressedSize: false },
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
		environment: 'jsdom'
	}
});
