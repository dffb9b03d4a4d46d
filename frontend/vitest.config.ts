import { compile } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { textOptions } from './scripts/texts.ts';

await compile(textOptions);

// Without the plugins of kit and Paraglide: what is tested here needs no routes, and theirs keep the run from ending.
export default defineConfig({
	plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
	resolve: { conditions: ['browser'] },
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
		environment: 'jsdom',
		pool: 'vmThreads'
	}
});
