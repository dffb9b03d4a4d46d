import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { texts } from './scripts/texts.ts';

// Without kit: what is tested here needs no routes, and kit's plugin keeps the run from ending.
export default defineConfig({
	plugins: [texts(), svelte({ configFile: false, compilerOptions: { runes: true } })],
	resolve: { conditions: ['browser'] },
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
		environment: 'jsdom'
	}
});
