import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Joining } from './joining.svelte.ts';

beforeEach(() => {
	vi.useFakeTimers();
	const body = JSON.stringify({ code: 'rate_limited', retry_ms: 3000 });
	vi.stubGlobal('fetch', async () => new Response(body, { status: 429, headers: { 'Content-Type': 'application/json' } }));
});

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test('how long to wait is said once, while the figure counts down', async () => {
	const joining = new Joining();
	joining.code = 'KX7 P2M';
	expect(await joining.join()).toBe(null);
	const said = joining.error;
	const seen: [number, boolean][] = [];
	for (let second = 0; second < 3; second++) {
		seen.push([joining.wait, joining.error === said]);
		await joining.join();
		vi.advanceTimersByTime(1_000);
	}
	expect(seen).toEqual([[3, true], [2, true], [1, true]]);
	expect([joining.wait, joining.error === said]).toEqual([0, false]);
	joining.stop();
});
