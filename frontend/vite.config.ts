import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { shellAdapter } from './scripts/shell-adapter.ts';
import { sourceVersion } from './scripts/source-version.ts';
import { texts } from './scripts/texts.ts';

export default defineConfig({
	plugins: [
		texts(),
		sveltekit({
			adapter: shellAdapter({ fallback: 'shell.html' }),
			version: { name: sourceVersion(), pollInterval: 0 },
			compilerOptions: { runes: true }
		})
	],
	css: {
		preprocessorOptions: { scss: { quietDeps: true } }
	},
	build: { target: 'es2022', cssMinify: 'lightningcss', reportCompressedSize: false }
});
