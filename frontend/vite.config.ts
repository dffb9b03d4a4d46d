import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { announcerWithoutStyle } from './scripts/announcer.ts';
import { chunks } from './scripts/chunks.ts';
import { shellAdapter } from './scripts/shell-adapter.ts';
import { sourceVersion } from './scripts/source-version.ts';
import { textOptions } from './scripts/texts.ts';
import { tokensInUse } from './scripts/tokens-in-use.ts';

export default defineConfig({
	plugins: [
		paraglideVitePlugin(textOptions),
		announcerWithoutStyle(),
		sveltekit({
			adapter: shellAdapter({ fallback: 'shell.html' }),
			version: { name: sourceVersion(), pollInterval: 0 },
			compilerOptions: { runes: true }
		})
	],
	css: {
		postcss: { plugins: [tokensInUse()] },
		preprocessorOptions: { scss: { quietDeps: true } }
	},
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: chunks } } } }
	},
	build: { target: 'es2022', cssMinify: 'lightningcss', reportCompressedSize: false }
});
