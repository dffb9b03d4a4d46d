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

test('rows that come with the page are there at once, and a list of them alone is settled', () => {
	let growing!: Growing;
	const end = $effect.root(() => {
		growing = new Growing(3, 4);
	});
	expect(growing.size).toBe(4);
	flushSync();
	expect(growing.settled).toBe(true);
	end();
});
