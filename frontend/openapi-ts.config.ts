import { defineConfig } from '@hey-api/openapi-ts';

// Types only: the calls themselves go through src/lib/api/client.ts.
export default defineConfig({
	input: '../api/openapi.json',
	output: { path: '.openapi', clean: true, entryFile: false },
	plugins: ['@hey-api/typescript'],
	logs: { level: 'warn', file: false }
});
