import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from '../../../realtime/fake-socket.ts';
import { LiveRoom } from '../room/live-room.svelte.ts';
import { sample } from '../room/samples.ts';
import type { Question, Session } from '../room/shapes.ts';
import { toasts } from '../../../ui/toasts.svelte.ts';
import { DeskWork } from './desk-work.svelte.ts';

const session = { id: '7', title: 'A', state: 'open' } as Session;
const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

let posted: string[];
let sent: unknown[];
let answers: ((row: Question) => void)[];
let room: LiveRoom;
let work: DeskWork;

beforeEach(async () => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', FakeSocket);
	[posted, sent, answers, FakeSocket.all] = [[], [], [], []];
	vi.stubGlobal('fetch', async (url: string, { method, body }: RequestInit = {}) => {
		if (method !== 'POST') return json({ epoch: 'e', rev: 1, session, questions: [sample('1'), sample('2')] });
		posted.push(url.split('questions/')[1]!);
		sent.push(JSON.parse(String(body)));
		return new Promise((answer) => answers.push((row) => answer(json(row))));
	});
	room = new LiveRoom('7', 'desk');
	await room.start();
	work = new DeskWork(room);
});

afterEach(() => {
	room.stop();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** The stream tells the effect of an act before its answer comes. */
function heard(row: Question): void {
	FakeSocket.last.accept();
	FakeSocket.last.say({ t: 'hello', epoch: 'e', rev: 1, role: 'desk', me: { votes: {}, own: [] } });
	FakeSocket.last.say({ t: 'snapshot', epoch: 'e', rev: row.rev, session, questions: [row, sample('2')] });
}

test('a double click is one act', async () => {
	const question = room.question('1')!;
	const [first, second] = [work.act(question, 'stage'), work.act(question, 'stage')];
	await settled();
	answers[0]!(sample('1', { state: 'on_stage', rev: 2 }));
	expect([await first, await second, posted]).toEqual([true, false, ['1/stage']]);
	expect(work.busy.size).toBe(0);
});

test('what is done once the effect of the act before is seen follows that act, though its answer is late', async () => {
	const first = work.act(room.question('1')!, 'stage');
	await settled();
	heard(sample('1', { state: 'on_stage', rev: 2 }));
	const second = work.act(room.question('1')!, 'unstage');
	await settled();
	expect([posted, work.busy.has('1')]).toEqual([['1/stage'], true]);
	answers[0]!(sample('1', { state: 'on_stage', rev: 2 }));
	await settled();
	answers[1]!(sample('1', { rev: 3 }));
	expect([await first, await second, posted]).toEqual([true, true, ['1/stage', '1/unstage']]);
	expect(work.busy.size).toBe(0);
});

test('undo takes back the act whose answer is still on its way, not the one before', async () => {
	const labelled = work.act(room.question('2')!, 'label', { labels: ['Recht'] });
	await settled();
	answers[0]!(sample('2', { labels: ['Recht'], rev: 2 }));
	await labelled;
	const staged = work.act(room.question('1')!, 'stage');
	const undone = work.undo();
	await settled();
	expect(posted).toEqual(['2/label', '1/stage']);
	answers[1]!(sample('1', { state: 'on_stage', rev: 3 }));
	await staged;
	await settled();
	answers[2]!(sample('1', { rev: 4 }));
	await undone;
	expect(posted).toEqual(['2/label', '1/stage', '1/unstage']);
});

test('quick moves along the shortlist are one request for the last place once the first is answered', async () => {
	const rows = ['1', '2', '3', '4', '5'].map((id) => sample(id, { pinned: Number(id) }));
	FakeSocket.last.accept();
	FakeSocket.last.say({ t: 'hello', epoch: 'e', rev: 1, role: 'desk', me: { votes: {}, own: [] } });
	FakeSocket.last.say({ t: 'snapshot', epoch: 'e', rev: 2, session, questions: rows });
	const moves = [work.shift(1, '1'), work.shift(1, '1'), work.shift(1, '1'), work.shift(-1, '1')];
	await settled();
	expect(sent).toEqual([{ rev: 1, position: 2 }]);
	answers[0]!(sample('1', { pinned: 2, rev: 2 }));
	await vi.waitFor(() => expect(sent).toHaveLength(2));
	expect(sent[1]).toEqual({ rev: 2, position: 3 });
	answers[1]!(sample('1', { pinned: 3, rev: 3 }));
	await Promise.all(moves);
	expect([posted, room.question('1')?.pinned]).toEqual([['1/pin', '1/pin'], 3]);
});

test('the message about an act takes back that act, also when another one has followed', async () => {
	const labelled = work.act(room.question('2')!, 'label', { labels: ['Recht'] });
	await settled();
	answers[0]!(sample('2', { labels: ['Recht'], rev: 2 }));
	await labelled;
	const undo = toasts.current!.undo!;
	const staged = work.act(room.question('1')!, 'stage');
	await settled();
	answers[1]!(sample('1', { state: 'on_stage', rev: 3 }));
	await staged;
	const undone = undo();
	await vi.waitFor(() => expect(answers).toHaveLength(3));
	answers[2]!(sample('2', { rev: 4 }));
	await undone;
	expect(posted).toEqual(['2/label', '1/stage', '2/label']);
});

test('a refusal because nobody is signed in any more is told for the desk as a whole, until the server lets it in again', async () => {
	let signedIn = false;
	vi.stubGlobal('fetch', async (url: string) => {
		if (url.endsWith('/session')) return json({ user: null });
		return signedIn ? json({ stage_url: '/live/7/saal#c' }) : new Response('{"code":"not_signed_in"}', { status: 403, headers: { 'Content-Type': 'application/json' } });
	});
	expect(await work.act(room.question('1')!, 'stage')).toBe(false);
	expect(work.access.lost).toBe(true);
	signedIn = true;
	await work.access.check();
	expect(work.access.lost).toBe(false);
});
