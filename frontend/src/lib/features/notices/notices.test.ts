import { afterEach, expect, test, vi } from 'vitest';
import { Notices } from './notices.svelte.ts';

/** A browser's storage. */
function storage(): Storage {
	const rows = new Map<string, string>();
	return { getItem: (key: string) => rows.get(key) ?? null, setItem: (key: string, value: string) => rows.set(key, value) } as never;
}

/** A server that answers each call in turn, and what it was asked. */
function server(...answers: unknown[]): [string, unknown][] {
	const calls: [string, unknown][] = [];
	vi.stubGlobal('fetch', async (url: string, init: { method: string; body?: string }) => {
		calls.push([`${init.method} ${url}`, init.body ? JSON.parse(init.body) : null]);
		const answer = answers.shift();
		if (answer === 'down') throw new TypeError('down');
		return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
	});
	return calls;
}

afterEach(() => vi.unstubAllGlobals());

test('a guest’s browser remembers what was asked for, and no address', async () => {
	const kept = storage();
	const calls = server({ state: 'mail_sent' });
	expect(await new Notices('7', kept).ask('3', 'gast@musterstadt.example')).toBe('mail_sent');
	expect(calls).toEqual([['PUT /api/v1/live/7/questions/3/notice', { email: 'gast@musterstadt.example', locale: 'de' }]]);
	expect([...new Notices('7', kept).asked]).toEqual([['3', 'mail_sent']]);
	expect(kept.getItem('live-notices-7')).toBe('{"3":"mail_sent"}');
	expect([...new Notices('8', kept).asked]).toEqual([]);
});

test('an account sees on every device what it asked for, and gives it up', async () => {
	server({ email: 'ich@musterstadt.example', questions: ['3', '4'] }, { email: 'ich@musterstadt.example', questions: ['4'] });
	const notices = new Notices('7', storage());
	await notices.load();
	await notices.load();
	expect([...notices.asked.keys()]).toEqual(['3', '4']);
	await notices.giveUp('3');
	expect([...notices.asked]).toEqual([['4', 'confirmed']]);
});

test('asks again when the list could not be read', async () => {
	server('down', { email: '', questions: ['3'] });
	const notices = new Notices('7', storage());
	await notices.load();
	await notices.load();
	expect([...notices.asked.keys()]).toEqual(['3']);
});

test('a guest’s browser remembers what the link in the mail did', async () => {
	const kept = storage();
	server({ state: 'mail_sent' });
	await new Notices('7', kept).ask('3', 'gast@musterstadt.example');
	new Notices('7', kept).followed('3', 'confirmed');
	expect([...new Notices('7', kept).asked]).toEqual([['3', 'confirmed']]);
	new Notices('7', kept).followed('3', null);
	expect([...new Notices('7', kept).asked]).toEqual([]);
});

test('broken storage is like none', () => {
	const broken = { getItem: () => '{', setItem: () => undefined } as never;
	expect([...new Notices('7', broken).asked]).toEqual([]);
});
