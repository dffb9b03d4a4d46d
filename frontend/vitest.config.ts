import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Without the plugins of kit and Paraglide: what is tested here needs no routes, and Paraglide keeps a run from ending
// for half a minute. `npm test` has compiled the texts before.
export default defineConfig({
	plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
	resolve: { conditions: ['browser'] },
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
		environment: 'jsdom',
		pool: 'vmThreads',
		// Some tests try hundreds of random orders; on a busy machine that takes its time and says nothing.
		testTimeout: 30_000
	}
});
