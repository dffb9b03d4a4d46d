import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CongressEditing } from '#lib/api/schema.gen.ts';
import { CongressEditor } from './editor.svelte.ts';

const data = (version: number): CongressEditing => ({ slug: 'kongress', version, title: 'Kongress' }) as CongressEditing;
const keys: (string | null)[] = [];
const bodies: unknown[] = [];
let answers: (() => Response)[];

function json(body: unknown, status = 200): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

function lost(): Response {
	throw new TypeError('away');
}

beforeEach(() => {
	keys.length = bodies.length = 0;
	vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
		if (init.method === 'POST') keys.push(new Headers(init.headers).get('Idempotency-Key'));
		if (init.method === 'PUT') bodies.push(JSON.parse(String(init.body)));
		return answers.shift()?.();
	});
});

afterEach(() => vi.unstubAllGlobals());

test('an act whose answer was lost is sent again as the same act, and as another one once its answer is seen', async () => {
	answers = [lost, () => json(data(2)), () => json(data(3))];
	const editor = new CongressEditor(data(1));
	const shift = { sessions: [1], minutes: 10 };
	await expect(editor.write('post', 'shift', shift)).rejects.toThrow();
	await editor.write('post', 'shift', shift);
	await editor.write('post', 'shift', shift);
	expect([keys[0] === keys[1], keys[1] === keys[2], editor.data.version]).toEqual([true, false, 3]);
});

test('another act has another key', async () => {
	answers = [lost, () => json(data(2))];
	const editor = new CongressEditor(data(1));
	await expect(editor.write('post', 'shift', { sessions: [1], minutes: 10 })).rejects.toThrow();
	await editor.write('post', 'shift', { sessions: [1], minutes: -10 });
	expect(keys[0] === keys[1]).toBe(false);
});

test('who sees how everything is now and acts again means another act', async () => {
	answers = [lost, () => json(data(2)), () => json(data(3))];
	const editor = new CongressEditor(data(1));
	await expect(editor.write('post', 'rooms', { name: 'Ems' })).rejects.toThrow();
	await editor.reload();
	await editor.write('post', 'rooms', { name: 'Ems' });
	expect(keys[0] === keys[1]).toBe(false);
});

test('what is later than a change of something else goes through with the version that there is now', async () => {
	answers = [() => json({ code: 'changed_meanwhile' }, 409), () => json(data(5)), () => json(data(6))];
	const editor = new CongressEditor(data(1));
	await editor.writeVersion('', { title: 'Anders' }, ({ title }) => title);
	expect(bodies).toEqual([
		{ title: 'Anders', version: 1 },
		{ title: 'Anders', version: 5 }
	]);
	expect(editor.data.version).toBe(6);
});
