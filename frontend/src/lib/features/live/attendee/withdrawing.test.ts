import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import { Withdrawing } from './withdrawing.svelte.ts';

const ADDRESS = 'ratschlag-live-withdrawn-7-guest';
let online: boolean;
let status: number;
let sent: [string, boolean | undefined][];
let taken: unknown[];

const withdrawing = (): Withdrawing =>
	new Withdrawing({ id: '7', person: 'guest', takeOwn: (row: unknown) => taken.push(row) } as unknown as LiveRoom, localStorage);

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	[online, status, sent, taken] = [true, 200, [], []];
	vi.stubGlobal('fetch', async (url: string, { keepalive }: RequestInit) => {
		if (!online) throw new TypeError('no network');
		sent.push([url, keepalive]);
		const body = JSON.stringify(status === 200 ? { id: '4' } : { code: 'wrong_state' });
		return new Response(body, { status, headers: { 'Content-Type': 'application/json' } });
	});
});

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test('the server hears of it after six seconds, and never when it is taken back', async () => {
	const own = withdrawing();
	own.later('4');
	own.later('5');
	own.cancel('5');
	await vi.advanceTimersByTimeAsync(5_999);
	expect([sent, own.mayCancel('4')]).toEqual([[], true]);
	await vi.advanceTimersByTimeAsync(1);
	expect([sent, taken, own.has('4'), localStorage.getItem(ADDRESS)]).toEqual([
		[['/api/v1/live/7/questions/4/withdraw', false]], [{ id: '4' }], false, null
	]);
});

test('without a network it waits, over a reload too, and goes out with the next connection', async () => {
	online = false;
	withdrawing().later('4');
	await vi.advanceTimersByTimeAsync(6_000);
	const next = withdrawing();
	expect([next.has('4'), next.mayCancel('4')]).toEqual([true, false]);
	online = true;
	next.flush();
	await vi.advanceTimersByTimeAsync(0);
	expect([sent.length, next.has('4'), localStorage.getItem(ADDRESS)]).toEqual([1, false, null]);
});

test('it is tried again by itself while the server is away', async () => {
	const own = withdrawing();
	own.later('4');
	status = 503;
	await vi.advanceTimersByTimeAsync(6_000);
	expect(own.has('4')).toBe(true);
	status = 200;
	await vi.advanceTimersByTimeAsync(10_000);
	expect([sent.length, own.has('4')]).toEqual([2, false]);
});

test('a page that goes sends it so that it outlives the page', async () => {
	const own = withdrawing();
	own.later('4');
	own.leave();
	expect(localStorage.getItem(ADDRESS)).toBe('["4"]');
	await vi.advanceTimersByTimeAsync(0);
	expect([sent, localStorage.getItem(ADDRESS)]).toEqual([[['/api/v1/live/7/questions/4/withdraw', true]], null]);
});

test('a refusal is shown and not tried again', async () => {
	const own = withdrawing();
	status = 409;
	own.later('4');
	await vi.advanceTimersByTimeAsync(60_000);
	expect([sent.length, own.has('4'), own.problems.has('4')]).toEqual([1, false, true]);
});
