import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RegistrationList } from '#lib/api/schema.gen.ts';
import { Entrance } from './entrance.svelte.ts';

const list: RegistrationList = {
	slug: 'kongress',
	title: 'Kongress',
	fictional: true,
	over: false,
	capacity: null,
	may_edit: true,
	counts: { registered: 1, waiting: 0, here: 0 },
	items: [{ id: 7, name: 'Özlem Groß', municipality: '', code: 'ABC 234', state: 'registered', here: null, workshops: [] }]
};

let sent: { call: string; key: string | null; keepalive: boolean }[];
let network: boolean;
let entrance: Entrance;

beforeEach(async () => {
	vi.useFakeTimers();
	sessionStorage.clear();
	localStorage.clear();
	[sent, network] = [[], true];
	vi.stubGlobal('fetch', async (url: string, { method, headers, keepalive }: RequestInit = {}) => {
		if (method !== 'GET') sent.push({ call: `${method} ${url.split('registrations')[1]}`, key: new Headers(headers).get('Idempotency-Key'), keepalive: keepalive === true });
		if (!network) throw new TypeError('no network');
		return new Response(JSON.stringify(list), { headers: { 'Content-Type': 'application/json' } });
	});
	entrance = new Entrance('kongress');
	await entrance.load();
});

afterEach(() => {
	entrance.stop();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test('somebody is let in under one key until that is answered, and the next under another', async () => {
	network = false;
	await expect(entrance.admit('Wer Kommt', '')).rejects.toThrow();
	network = true;
	await entrance.admit('Wer Kommt', '');
	await entrance.admit('Wer Kommt', '');
	const [first, second, third] = sent.map(({ key }) => key);
	expect([first === second, second === third, first]).toEqual([true, false, expect.any(String)]);
});

test('other words are another person', async () => {
	network = false;
	await expect(entrance.admit('Wer Kommt', '')).rejects.toThrow();
	await expect(entrance.admit('Wer Kommt', 'Musterstadt')).rejects.toThrow();
	expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
});

test('who is taken off the list stays when that is undone or when they are ticked', async () => {
	entrance.takingOff.later('7');
	entrance.takingOff.cancel('7');
	entrance.takingOff.later('7');
	entrance.set(list.items[0]!, true);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(sent.map(({ call }) => call)).toEqual(['PUT /7/here']);
});

test('who is taken off the list is so after some seconds, or as soon as the page is left', async () => {
	entrance.takingOff.later('7');
	await vi.advanceTimersByTimeAsync(1_000);
	expect([entrance.takingOff.has('7'), sent]).toEqual([true, []]);
	await vi.advanceTimersByTimeAsync(10_000);
	entrance.takingOff.later('7');
	entrance.stop();
	expect(sent.map(({ call, keepalive }) => [call, keepalive])).toEqual(Array(2).fill(['DELETE /7', true]));
});
