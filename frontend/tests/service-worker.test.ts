import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pageOrKept } from '../src/service-worker/page.ts';

const answer = (text: string, status = 200): Response => new Response(text, { status });
const shown = async (asked: Promise<Response>, kept?: Response): Promise<string> =>
	(await pageOrKept(asked, async () => kept, 8_000)).text();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what the server answers is shown, a refusal too', async () => {
	expect(await shown(Promise.resolve(answer('page')), answer('kept'))).toBe('page');
	expect(await shown(Promise.resolve(answer('unknown', 404)), answer('kept'))).toBe('unknown');
});

test.each([500, 502, 503])('the kept page is shown in place of a bare %i', async (status) => {
	expect(await shown(Promise.resolve(answer('Bad Gateway', status)), answer('kept'))).toBe('kept');
	expect(await shown(Promise.resolve(answer('Bad Gateway', status)))).toBe('Bad Gateway');
});

test('the kept page is shown when no answer comes, or none in time', async () => {
	expect(await shown(Promise.reject(new TypeError('no network')), answer('kept'))).toBe('kept');
	const late = shown(new Promise(() => undefined), answer('kept'));
	await vi.advanceTimersByTimeAsync(8_000);
	expect(await late).toBe('kept');
});
