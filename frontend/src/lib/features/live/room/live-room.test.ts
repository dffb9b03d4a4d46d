import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from '../../../realtime/fake-socket.ts';
import { LiveRoom } from './live-room.svelte.ts';
import { sample } from './samples.ts';
import type { Question, Session } from './shapes.ts';

const session = { id: '7', title: 'A', state: 'open' } as Session;
const question = (id: string, score: number, version: number): Question => sample(id, { score, version });
const snapshot = (rev: number, ...questions: Question[]) => ({ epoch: 'e', rev, session, questions });
const json = (body: unknown, status = 200): Response =>
	new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ETag: '"1"' } });

let answers: Record<string, (init: RequestInit) => Response | Promise<Response>>;
let room: LiveRoom;

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', FakeSocket);
	FakeSocket.all = [];
	answers = {
		'/api/v1/live/7/state': () => json(snapshot(3, question('1', 4, 2))),
		'/api/v1/live/7/me': () => json({ votes: {}, own: [] })
	};
	vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
		const answer = answers[url];
		return answer ? answer(init) : json({ code: 'not_found' }, 404);
	});
	room = new LiveRoom('7', 'public');
});

afterEach(() => {
	room.stop();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

async function started(): Promise<FakeSocket> {
	await room.start();
	const socket = FakeSocket.last;
	socket.accept();
	socket.say({ t: 'hello', epoch: 'e', rev: 3, role: 'public', me: { votes: {}, own: [] } });
	return socket;
}

test('every greeting is answered with a sync, because scores told meanwhile have no revision', async () => {
	const socket = await started();
	expect(socket.sent).toEqual([{ c: 'ping' }, { c: 'sync', epoch: 'e', rev: 3 }]);
	socket.say({ t: 'snapshot', ...snapshot(3, question('1', 6, 4)), people: '20+' });
	expect([room.score('1'), room.people]).toEqual([6, '20+']);
});

test('a slow answer over REST takes nothing back that the socket has told meanwhile', async () => {
	let answer: (response: Response) => void = () => undefined;
	answers['/api/v1/live/7/me'] = () => new Promise((resolve) => (answer = resolve));
	const starting = room.start();
	await vi.advanceTimersByTimeAsync(0);
	const socket = FakeSocket.last;
	socket.accept();
	socket.say({ t: 'hello', epoch: 'e', rev: 3, role: 'public', me: { votes: {}, own: [] } });
	socket.say({ t: 'scores', q: { '1': [9, 8] }, people: '50+' });
	socket.say({ t: 'delta', from: 3, rev: 4, questions: [question('2', 0, 0)] });
	answer(json({ votes: { '1': 1 }, own: [] }));
	await starting;
	expect([room.score('1'), room.people, room.questions.map(({ id }) => id), room.voted('1')]).toEqual([9, '50+', ['1', '2'], true]);
});

test('a gap is answered with one sync', async () => {
	const socket = await started();
	socket.say({ t: 'snapshot', ...snapshot(3) });
	socket.say({ t: 'delta', from: 4, rev: 5, gone: ['1'] });
	socket.say({ t: 'delta', from: 5, rev: 6, gone: ['1'] });
	expect(socket.sent.filter(({ c }) => c === 'sync')).toHaveLength(2);
});

test('a vote shows at once, keeps its figure through ack and score, and is rolled back when refused', async () => {
	const socket = await started();
	room.vote('1', 1);
	expect([room.voted('1'), room.score('1')]).toEqual([true, 5]);
	const vote = socket.sent.at(-1) as { i: string };
	expect(vote).toMatchObject({ c: 'vote', q: '1', v: 1 });
	socket.say({ t: 'ack', i: vote.i, ok: false, error: 'session_closed' });
	await vi.advanceTimersByTimeAsync(0);
	expect([room.voted('1'), room.score('1'), room.voteProblem('1')]).toEqual([false, 4, 'session_closed']);
});

test('once the server does not want us, every vote is taken back at once', async () => {
	const socket = await started();
	room.vote('1', 1);
	socket.drop(4404);
	await vi.advanceTimersByTimeAsync(0);
	expect([room.link, room.voted('1'), room.voteProblem('1')]).toEqual(['refused', false, 'closed']);
	room.vote('1', 1);
	await vi.advanceTimersByTimeAsync(0);
	expect([room.voted('1'), room.score('1'), room.voteProblem('1')]).toEqual([false, 4, 'closed']);
});

test('the picture is kept when the page goes into the background, where a phone may end it', async () => {
	sessionStorage.clear();
	await started();
	const shown = vi.spyOn(document, 'visibilityState', 'get');
	for (const [state, kept] of [['visible', false], ['hidden', true]] as const) {
		shown.mockReturnValue(state);
		document.dispatchEvent(new Event('visibilitychange'));
		expect(sessionStorage.getItem('ratschlag-live-kept-7') !== null).toBe(kept);
	}
	shown.mockRestore();
});

test('a vote that may be tried again later is', async () => {
	const socket = await started();
	room.vote('1', 1);
	const { i } = socket.sent.at(-1) as { i: string };
	socket.say({ t: 'ack', i, ok: false, error: 'busy', retry_ms: 2000 });
	await vi.advanceTimersByTimeAsync(2000);
	const again = socket.sent.at(-1) as { i: string };
	expect([again.i === i, room.voted('1')]).toEqual([false, true]);
	socket.say({ t: 'ack', i: again.i, ok: true });
	await vi.advanceTimersByTimeAsync(0);
	expect([room.voted('1'), room.voteProblem('1')]).toEqual([true, undefined]);
});

test('without a socket, two wills for one question reach the server in their order', async () => {
	const stored: unknown[] = [];
	answers['/api/v1/live/7/questions/1/vote'] = async (init) => {
		const { value } = JSON.parse(String(init.body)) as { value: number };
		await new Promise((resolve) => setTimeout(resolve, value === 1 ? 300 : 10));
		stored.push(value);
		return json({ value });
	};
	await room.start();
	FakeSocket.last.drop();
	await vi.advanceTimersByTimeAsync(600);
	FakeSocket.last.drop();
	await vi.advanceTimersByTimeAsync(0);
	expect(room.link).toBe('polling');
	room.vote('1', 1);
	room.vote('1', 0);
	await vi.advanceTimersByTimeAsync(1000);
	expect([stored, room.voted('1'), room.score('1')]).toEqual([[1, 0], false, 4]);
});

test('a state that is unchanged is asked for by its tag and costs nothing', async () => {
	await room.start();
	let asked: string | null = null;
	answers['/api/v1/live/7/state'] = ({ headers }) => {
		asked = new Headers(headers).get('If-None-Match');
		return new Response(null, { status: 304 });
	};
	await room.refresh();
	expect([asked, room.questions.length, room.problem]).toEqual(['"1"', 1, null]);
});

test('a session that may not be seen is a problem; a later failure leaves the picture', async () => {
	answers['/api/v1/live/7/state'] = () => json({ code: 'not_found' }, 404);
	await room.start();
	expect(room.problem).toMatchObject({ status: 404, code: 'not_found' });
	answers['/api/v1/live/7/state'] = () => json(snapshot(3, question('1', 4, 2)));
	await room.refresh();
	expect([room.problem, room.questions.length]).toEqual([null, 1]);
	answers['/api/v1/live/7/state'] = () => json({}, 500);
	await room.refresh();
	expect([room.problem, room.questions.length]).toEqual([null, 1]);
});

test('what is one’s own is read again when it may have been missed, once and at a time of its own', async () => {
	let read = 0;
	answers['/api/v1/live/7/me'] = () => {
		read += 1;
		return read === 2 ? json({ code: 'unavailable' }, 503) : json({ votes: { '1': 1 }, own: [{ id: '9', state: 'rejected' }] });
	};
	const socket = await started();
	socket.say({ t: 'receipt', question: { id: '9', state: 'submitted' } });
	expect([read, room.own.map(({ state }) => state)]).toEqual([1, ['submitted']]);
	socket.say({ t: 'missed', within_ms: [1000, 1000] });
	socket.say({ t: 'missed', within_ms: [1000, 1000] });
	await vi.advanceTimersByTimeAsync(999);
	expect(read).toBe(1);
	await vi.advanceTimersByTimeAsync(10_001);
	expect([read, room.own.map(({ state }) => state), room.voted('1')]).toEqual([3, ['rejected'], true]);
	await vi.advanceTimersByTimeAsync(20_000);
	expect(read).toBe(3);
});

test('who has neither asked nor voted has missed nothing of their own', async () => {
	let read = 0;
	answers['/api/v1/live/7/me'] = () => json({ votes: {}, own: [], n: (read += 1) });
	const socket = await started();
	socket.say({ t: 'missed', within_ms: [0, 0] });
	await vi.advanceTimersByTimeAsync(20_000);
	expect(read).toBe(1);
});
