import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from '../../../realtime/fake-socket.ts';
import { LiveRoom } from './live-room.svelte.ts';
import { sample } from './samples.ts';
import type { Question, Session } from './shapes.ts';

const open = { id: '7', title: 'A', state: 'open' } as Session;
const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
const none = { votes: {}, own: [] };

let online: boolean;
let session: Session;
let questions: Question[];
let me: { votes: Record<string, number>; own: never[] };
let rooms: LiveRoom[];

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', FakeSocket);
	vi.stubGlobal('fetch', async (url: string) => {
		if (!online) throw new TypeError('no network');
		return json(url.endsWith('/me') ? me : { epoch: 'e', rev: 3, session, questions });
	});
	vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
	sessionStorage.clear();
	FakeSocket.all = [];
	[online, session, me, rooms] = [true, open, none, []];
	questions = [sample('1', { score: 4, version: 2, state: 'approved' })];
});

afterEach(() => {
	for (const room of rooms) room.stop();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

async function visit(): Promise<LiveRoom> {
	for (const room of rooms) room.stop();
	const room = new LiveRoom('7', 'public');
	rooms.push(room);
	await room.start();
	return room;
}

/** The network goes, the person votes, and the page is loaded again. */
async function reloadedWith(...values: (0 | 1)[]): Promise<LiveRoom> {
	const room = await visit();
	online = false;
	dispatchEvent(new Event('offline'));
	for (const value of values) room.vote('1', value);
	dispatchEvent(new Event('pagehide'));
	return visit();
}

function back(): void {
	online = true;
	dispatchEvent(new Event('online'));
	FakeSocket.last.accept();
	FakeSocket.last.say({ t: 'hello', epoch: 'e', rev: 3, role: 'public', me });
	FakeSocket.last.say({ t: 'snapshot', epoch: 'e', rev: 3, session, questions });
}

const votes = (): unknown[] => FakeSocket.last.sent.filter(({ c }) => c === 'vote').map(({ q, v }) => [q, v]);

test('a vote without a network is shown after a reload, counted once, and marked as not sent', async () => {
	const room = await reloadedWith(1);
	expect([room.keptFrom === null, room.voted('1'), room.score('1'), room.voteWaits('1')]).toEqual([false, true, 5, true]);
});

test('it is sent when the network is back, and then forgotten', async () => {
	const room = await reloadedWith(1);
	back();
	expect(votes()).toEqual([['1', 1]]);
	FakeSocket.last.say({ t: 'ack', i: FakeSocket.last.sent.find(({ c }) => c === 'vote')?.i, ok: true });
	await vi.advanceTimersByTimeAsync(0);
	expect([room.voted('1'), room.score('1'), room.voteWaits('1')]).toEqual([true, 5, false]);
	me = { votes: { '1': 1 }, own: [] };
	await visit();
	FakeSocket.last.accept();
	expect(votes()).toEqual([]);
});

test('a vote that was taken back again leaves nothing to be counted', async () => {
	const room = await reloadedWith(1, 0);
	expect([room.voted('1'), room.score('1')]).toEqual([false, 4]);
	back();
	expect([room.voted('1'), room.score('1')]).toEqual([false, 4]);
	expect(votes()).toEqual([]);
});

test('a stored vote that was taken back without a network is taken back on the server', async () => {
	me = { votes: { '1': 1 }, own: [] };
	const room = await reloadedWith(0);
	expect([room.voted('1'), room.score('1')]).toEqual([false, 3]);
	back();
	expect(votes()).toEqual([['1', 0]]);
});

test('a vote for a question that is gone, or of a session that has ended, is dropped', async () => {
	const first = await visit();
	first.vote('1', 1);
	questions = [];
	await visit();
	questions = [sample('1', { score: 4, version: 2, state: 'approved' })];
	await visit();
	FakeSocket.last.accept();
	expect(votes()).toEqual([]);

	rooms.at(-1)?.vote('1', 1);
	session = { ...open, state: 'closed' };
	const room = await visit();
	FakeSocket.last.accept();
	expect([votes(), room.voted('1')]).toEqual([[], false]);
});

test('a reload before the answer sends the vote again, and not when it had arrived', async () => {
	(await visit()).vote('1', 1);
	const room = await visit();
	FakeSocket.last.accept();
	expect([votes(), room.score('1')]).toEqual([[['1', 1]], 5]);
	me = { votes: { '1': 1 }, own: [] };
	questions = [sample('1', { score: 5, version: 3, state: 'approved' })];
	const again = await visit();
	FakeSocket.last.accept();
	expect([votes(), again.voted('1'), again.score('1')]).toEqual([[], true, 5]);
});

test('another tab of the same browser shows the vote once it is stored', async () => {
	vi.useRealTimers();
	const here = await visit();
	const there = new LiveRoom('7', 'public');
	await there.start();
	rooms.push(there);
	const socket = FakeSocket.all[0];
	socket?.accept();
	here.vote('1', 1);
	socket?.say({ t: 'ack', i: socket.sent.find(({ c }) => c === 'vote')?.i, ok: true });
	await vi.waitFor(() => expect(there.voted('1')).toBe(true));
});
