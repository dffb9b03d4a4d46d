import { afterEach, expect, test, vi } from 'vitest';
import type { CarryQuestion } from '#lib/api/schema.gen.ts';
import { CarryWork, tickedFor } from './carry-work.svelte.ts';

function question(id: number, state: CarryQuestion['state']): CarryQuestion {
	return { id: String(id), text: `Frage ${id}`, title: `Frage ${id}`, state, score: 0, also: 0 };
}

const categories = [
	{ slug: 'aufbau', title: 'Aufbau', access: 'public' },
	{ slug: 'wohnen', title: 'Wohnen', access: 'public' }
];

/** A server that answers each call in turn, and what it was sent. */
function server(...answers: unknown[]): unknown[] {
	const sent: unknown[] = [];
	vi.stubGlobal('fetch', async (_: string, init: { body?: string }) => {
		if (init.body) sent.push(JSON.parse(init.body));
		const answer = answers.shift();
		if (answer === 'down') throw new TypeError('down');
		return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
	});
	return sent;
}

function plan(questions: CarryQuestion[], category: string | null = null): object {
	return { state: 'open', category, categories, questions, carried: [], most: 50 };
}

function taken(...ids: number[]): object {
	return { now: ids.map((id) => ({ id: String(id), title: `Frage ${id}`, url: `/t/${id}` })), before: [], left: [] };
}

afterEach(() => vi.unstubAllGlobals());

test('ticks the deferred questions, or all that nobody has answered', () => {
	const rows = [question(1, 'deferred'), question(2, 'approved'), question(3, 'on_stage')];
	expect(tickedFor('deferred', rows)).toEqual(['1']);
	expect(tickedFor('unanswered', rows)).toEqual(['1', '2', '3']);
});

test('suggests the category of the last time, else the first', async () => {
	server(plan([], 'wohnen'), plan([]));
	const work = new CarryWork('7');
	await work.load();
	expect(work.category).toBe('wohnen');
	const other = new CarryWork('7');
	await other.load();
	expect(other.category).toBe('aufbau');
});

test('sends twenty at a time and closes with the first call only', async () => {
	const rows = Array.from({ length: 45 }, (_, index) => question(index + 1, 'deferred'));
	const sent = server(plan(rows), taken(1), taken(2), taken(3));
	const work = new CarryWork('7');
	await work.load();
	expect(await work.carry(true)).toBe(true);
	expect(sent.map((body) => [(body as { questions: number[] }).questions.length, (body as { close: boolean }).close])).toEqual([
		[20, true],
		[20, false],
		[5, false]
	]);
	expect([work.sent, work.total, work.threads.length]).toEqual([45, 45, 3]);
});

test('goes on where it stopped when the network comes back', async () => {
	const rows = Array.from({ length: 30 }, (_, index) => question(index + 1, 'deferred'));
	const sent = server(plan(rows), taken(1), 'down', taken(2));
	const work = new CarryWork('7');
	await work.load();
	expect(await work.carry(true)).toBe(false);
	expect([work.sent, work.total, work.chosen.size, work.busy]).toEqual([20, 30, 10, false]);
	expect(await work.carry(false)).toBe(true);
	expect((sent[2] as { questions: number[] }).questions).toEqual(rows.slice(20).map(({ id }) => Number(id)));
	expect([work.sent, work.total, work.problem]).toEqual([30, 30, null]);
});

test('leaves out what was unticked', async () => {
	const sent = server(plan([question(1, 'deferred'), question(2, 'deferred')]), taken(2));
	const work = new CarryWork('7');
	await work.load();
	work.toggle('1');
	await work.carry(false);
	expect(sent).toEqual([{ category: 'aufbau', questions: [2], close: false }]);
});
