import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { Growing } from './growing.svelte.ts';

test('a row that is asked for while a piece is under way does not end the growing', async () => {
	let growing!: Growing;
	const end = $effect.root(() => {
		growing = new Growing(12);
	});
	flushSync();
	growing.reach(1);
	flushSync();
	await vi.waitFor(() => expect([growing.settled, growing.size]).toEqual([true, 13]));
	end();
});
