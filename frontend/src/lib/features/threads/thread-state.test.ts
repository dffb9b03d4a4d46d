import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PostList, PostView, ThreadDetail } from '#lib/api/schema.gen.ts';
import { FakeSocket } from '#lib/realtime/fake-socket.ts';
import { ThreadState } from './thread-state.svelte.ts';

let asked: string[] = [];
let answers: Record<string, PostList> = {};
let running: ThreadState[] = [];

beforeEach(() => {
	asked = [];
	answers = {};
	FakeSocket.all = [];
	vi.stubGlobal('WebSocket', FakeSocket);
	vi.stubGlobal('fetch', async (url: string) => {
		asked.push(url);
		const body = answers[url.split('?')[1] ?? ''] ?? page();
		return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
	});
});

afterEach(() => {
	for (const state of running) state.live.close();
	running = [];
	vi.unstubAllGlobals();
});

const post = (number: number, html = `<p>${number}</p>`): PostView => ({
	id: 100 + number,
	number,
	state: 'published',
	reason: '',
	html,
	author: { level: 'named', name: 'Mira Kaya', municipality: null, group: '', size: '' },
	by_asker: false,
	created: '2026-01-01T10:00:00.000Z',
	edited: null,
	version: 1
});

function page(numbers: number[] = [], more: Partial<PostList> = {}): PostList {
	return { posts: numbers.map((number) => post(number)), own: [], before: false, after: false, ...more };
}

async function open(numbers: number[], more: Partial<PostList> = {}): Promise<ThreadState> {
	const thread = { id: 7, highest: Math.max(...numbers) } as ThreadDetail['thread'];
	const may = { answer: true, accept: true, moderate: false };
	const state = new ThreadState({ ...page(numbers, more), thread, accepted: [], may, reason: '' });
	running.push(state);
	state.live.connect();
	FakeSocket.last.accept();
	await settle();
	asked = [];
	return state;
}

/** Let everything that is ready run: answers are there at once, but each takes some turns of the loop to be read. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
}

const shown = (state: ThreadState): (number | null)[] => state.posts.map(({ number }) => number);
const waiting = (state: ThreadState): (number | null)[] => state.fresh.map(({ number }) => number);
const say = (number: number, html?: string): void =>
	FakeSocket.last.say({ t: 'post', thread: '7', post: { ...post(number, html), id: String(100 + number) }, highest: number });

test('a new post waits until it is revealed', async () => {
	const state = await open([1, 2]);
	say(3);
	expect([shown(state), waiting(state)]).toEqual([[1, 2], [3]]);
	state.reveal();
	expect([shown(state), waiting(state), state.highest]).toEqual([[1, 2, 3], [], 3]);
});

test('a gap is read over REST, and no post is there twice', async () => {
	const state = await open([1, 2]);
	answers['from=3'] = page([3, 4, 5]);
	say(5);
	await settle();
	expect(asked).toEqual(['/api/v1/threads/7/posts?from=3']);
	say(5);
	say(4);
	expect(waiting(state)).toEqual([3, 4, 5]);
});

test('a changed post is exchanged where it stands', async () => {
	const state = await open([1, 2]);
	say(2, '<p>anders</p>');
	expect([state.posts[1]?.html, waiting(state)]).toEqual(['<p>anders</p>', []]);
});

test('a post that is gone is asked for, and shows what the reader may see', async () => {
	const state = await open([1, 2, 3]);
	answers['from=2'] = page([2, 3]);
	(answers['from=2']!.posts[0] as PostView).html = '';
	FakeSocket.last.say({ t: 'post_gone', thread: '7', number: 2 });
	await settle();
	expect(state.posts.map(({ html }) => html)).toEqual(['<p>1</p>', '', '<p>3</p>']);
});

test('while the end is not on the page new posts are only counted', async () => {
	const state = await open([1, 2], { after: true });
	say(60);
	await settle();
	expect([shown(state), waiting(state), state.highest, asked]).toEqual([[1, 2], [], 60, []]);
	answers['from=3'] = page([3, 4]);
	await state.later();
	expect([shown(state), state.after]).toEqual([[1, 2, 3, 4], false]);
});

test('earlier posts come before those that are shown', async () => {
	const state = await open([41, 42], { before: true });
	answers['before=41'] = page([39, 40]);
	await state.earlier();
	expect([shown(state), state.before]).toEqual([[39, 40, 41, 42], false]);
});

test('after a lost connection what was missed is read', async () => {
	const state = await open([1, 2]);
	answers['from=3'] = page([3]);
	FakeSocket.last.drop();
	await vi.waitFor(() => expect(FakeSocket.all.length).toBe(2));
	FakeSocket.last.accept();
	await settle();
	expect(waiting(state)).toEqual([3]);
});

test('one’s own post is shown at once with all that came before it', async () => {
	const state = await open([1, 2]);
	answers['from=3'] = page([3, 4]);
	await state.add(post(4));
	expect([shown(state), state.own.has(104)]).toEqual([[1, 2, 3, 4], true]);
});

test('an acceptance is shown at once and taken back when the server refuses', async () => {
	const state = await open([1, 2, 3]);
	await state.accept(post(3), true);
	FakeSocket.last.say({ t: 'accepted', thread: '7', number: 2, accepted: true });
	expect(state.accepted).toEqual([2, 3]);
	vi.stubGlobal('fetch', async () => new Response('{}', { status: 403, headers: { 'content-type': 'application/json' } }));
	await expect(state.accept(post(2), false)).rejects.toThrow();
	expect(state.accepted).toEqual([2, 3]);
});
