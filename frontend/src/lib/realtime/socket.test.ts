import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retryDelay, windowDelay } from './delay.ts';
import { FakeSocket } from './fake-socket.ts';
import { ClosedError, type Ack } from './pending.ts';
import { LiveSocket, type Frame, type SocketOptions } from './socket.svelte.ts';

let random = 1;
let online = true;
let running: LiveSocket[] = [];

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('WebSocket', FakeSocket);
	vi.spyOn(Math, 'random').mockImplementation(() => random);
	vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
	FakeSocket.all = [];
	random = 1;
	online = true;
});

afterEach(() => {
	for (const live of running) live.close();
	running = [];
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

function start(options: Partial<SocketOptions> = {}): { live: LiveSocket; frames: Frame[] } {
	const frames: Frame[] = [];
	const live = new LiveSocket({ path: '/ws/live/7/', onframe: (frame) => frames.push(frame), ...options });
	running.push(live);
	live.connect();
	return { live, frames };
}

/** The server takes the connection and greets. */
function greeted(): void {
	FakeSocket.last.accept();
	FakeSocket.last.say({ t: 'hello' });
	FakeSocket.last.sent.length = 0;
}

test('the delay is drawn from 0 to half a second doubled with each failure, at most 15 s', () => {
	expect([0, 1, 2, 4, 5, 40].map((failures) => retryDelay(failures, () => 1))).toEqual([
		500, 1000, 2000, 8000, 15_000, 15_000
	]);
	expect(retryDelay(40, () => 0)).toBe(0);
	expect(retryDelay(3, () => 0.25)).toBe(1000);
});

test('after bye the moment is drawn uniformly from the given window', () => {
	expect([0, 0.5, 1].map((part) => windowDelay([500, 15_000], () => part))).toEqual([500, 7750, 15_000]);
});

test('frames reach the feature, and only those that are its own', () => {
	const { live, frames } = start();
	expect(FakeSocket.last.url).toBe('ws://localhost:3000/ws/live/7/');
	FakeSocket.last.accept();
	FakeSocket.last.say({ t: 'hello', epoch: 'a', rev: 1 });
	FakeSocket.last.say({ t: 'pong' });
	FakeSocket.last.onmessage?.({ data: 'no json' });
	FakeSocket.last.onmessage?.({ data: '"text"' });
	expect(frames).toEqual([{ t: 'hello', epoch: 'a', rev: 1 }]);
	expect(live.status).toBe('open');
});

test('a lost connection is opened again after the drawn delay', () => {
	const { live } = start();
	greeted();
	FakeSocket.last.drop();
	expect(live.status).toBe('connecting');
	vi.advanceTimersByTime(499);
	expect(FakeSocket.all.length).toBe(1);
	vi.advanceTimersByTime(1);
	expect(FakeSocket.all.length).toBe(2);
	FakeSocket.last.drop();
	vi.advanceTimersByTime(999);
	expect(FakeSocket.all.length).toBe(2);
	vi.advanceTimersByTime(1);
	expect(FakeSocket.all.length).toBe(3);
});

test('after bye it comes back in the window of the server', () => {
	random = 0.5;
	start();
	greeted();
	FakeSocket.last.say({ t: 'bye', why: 'deploy', retry_ms: [500, 15_000] });
	FakeSocket.last.drop(1000);
	vi.advanceTimersByTime(7749);
	expect(FakeSocket.all.length).toBe(1);
	vi.advanceTimersByTime(1);
	expect(FakeSocket.all.length).toBe(2);
});

test('a command without an answer is sent again with the same id on the next connection', async () => {
	const { live } = start();
	greeted();
	const answer = live.request({ c: 'vote', q: '4', v: 1 });
	const id = FakeSocket.last.sent[0]?.i as string;
	FakeSocket.last.drop();
	vi.advanceTimersByTime(500);
	FakeSocket.last.accept();
	expect(FakeSocket.last.sent).toEqual([{ c: 'ping' }, { c: 'vote', q: '4', v: 1, i: id }]);
	FakeSocket.last.say({ t: 'ack', i: id, ok: true });
	expect(await answer).toEqual({ t: 'ack', i: id, ok: true });
	expect(live.waiting).toBe(0);
});

test('a command is sent again when the answer takes too long, and not once it has come', () => {
	const { live } = start();
	greeted();
	live.request({ c: 'vote', q: '4', v: 1 }).catch(() => undefined);
	vi.advanceTimersByTime(5000);
	expect(FakeSocket.last.sent.length).toBe(2);
	expect(FakeSocket.last.sent[1]).toEqual(FakeSocket.last.sent[0]);
	FakeSocket.last.say({ t: 'ack', i: FakeSocket.last.sent[0]?.i, ok: false, error: 'rate_limited', retry_ms: 4000 });
	vi.advanceTimersByTime(20_000);
	expect(FakeSocket.last.sent.filter(({ c }) => c === 'vote').length).toBe(2);
});

test('each command has its own id', () => {
	const { live } = start();
	greeted();
	for (const q of ['4', '5']) live.request({ c: 'vote', q, v: 1 }).catch(() => undefined);
	expect(new Set(FakeSocket.last.sent.map(({ i }) => i)).size).toBe(2);
});

test('a quiet connection is asked, and given up when it does not answer', () => {
	const { live } = start();
	greeted();
	vi.advanceTimersByTime(25_000);
	expect(FakeSocket.last.sent).toEqual([{ c: 'ping' }]);
	FakeSocket.last.say({ t: 'pong' });
	vi.advanceTimersByTime(25_000);
	expect(FakeSocket.last.sent.length).toBe(2);
	expect(live.status).toBe('open');
	vi.advanceTimersByTime(10_000);
	expect(live.status).toBe('connecting');
	vi.advanceTimersByTime(500);
	expect(FakeSocket.all.length).toBe(2);
});

test('from the second failed try the state is polled until the socket is open', async () => {
	const poll = vi.fn(async () => undefined);
	const { live } = start({ poll, pollEvery: 4000 });
	FakeSocket.last.drop();
	expect(poll).toHaveBeenCalledTimes(0);
	vi.advanceTimersByTime(500);
	FakeSocket.last.drop();
	await vi.advanceTimersByTimeAsync(0);
	expect(poll).toHaveBeenCalledTimes(1);
	expect(live.status).toBe('polling');
	await vi.advanceTimersByTimeAsync(5000);
	expect(poll).toHaveBeenCalledTimes(2);
	greeted();
	FakeSocket.last.say({ t: 'pong' });
	expect(live.status).toBe('open');
	await vi.advanceTimersByTimeAsync(20_000);
	expect(poll).toHaveBeenCalledTimes(2);
});

test('a proxy that accepts the socket and lets nothing through does not end the polling', async () => {
	const poll = vi.fn(async () => undefined);
	const { live } = start({ poll, pollEvery: 4000 });
	for (let attempt = 0; attempt < 4; attempt++) {
		FakeSocket.last.accept();
		FakeSocket.last.drop();
		await vi.advanceTimersByTimeAsync(8000);
	}
	expect(live.status).toBe('polling');
	expect(poll.mock.calls.length).toBeGreaterThanOrEqual(5);
});

test.each(['never opens', 'opens and is mute'])('a socket that %s is given up after eight seconds, twice, then the state is polled', async (fate) => {
	const poll = vi.fn(async () => undefined);
	const sendByRest = vi.fn(async ({ i }: { i: string }): Promise<Ack> => ({ t: 'ack', i, ok: true }));
	const { live } = start({ poll, pollEvery: 60_000, sendByRest });
	const answer = live.request({ c: 'vote', q: '4', v: 1 });
	for (const opened of [1, 2]) {
		expect(FakeSocket.all.length).toBe(opened);
		if (fate !== 'never opens') FakeSocket.last.accept();
		expect([live.status, poll.mock.calls.length]).toEqual(['connecting', 0]);
		await vi.advanceTimersByTimeAsync(8_000);
		if (opened === 1) await vi.advanceTimersByTimeAsync(500);
	}
	expect([live.status, poll.mock.calls.length]).toEqual(['polling', 1]);
	expect((await answer).ok).toBe(true);
	await vi.advanceTimersByTimeAsync(1_000);
	greeted();
	await vi.advanceTimersByTimeAsync(8_000);
	expect([live.status, FakeSocket.all.length, poll.mock.calls.length]).toEqual(['open', 3, 1]);
});

test('while polling, commands go over REST, and stay waiting when that fails too', async () => {
	let works = false;
	const sendByRest = vi.fn(async ({ i }: { i: string }): Promise<Ack> => {
		if (!works) throw new Error('away');
		return { t: 'ack', i, ok: true };
	});
	const { live } = start({ poll: async () => undefined, pollEvery: 4000, sendByRest });
	FakeSocket.last.drop();
	vi.advanceTimersByTime(500);
	FakeSocket.last.drop();
	await vi.advanceTimersByTimeAsync(0);
	const answer = live.request({ c: 'vote', q: '4', v: 1 });
	await vi.advanceTimersByTimeAsync(0);
	expect([sendByRest.mock.calls.length, live.waiting]).toEqual([1, 1]);
	works = true;
	await vi.advanceTimersByTimeAsync(5000);
	expect((await answer).ok).toBe(true);
	expect(live.waiting).toBe(0);
});

test('a failing poll does not claim to be polling', async () => {
	const { live } = start({ poll: () => Promise.reject(new Error('away')) });
	FakeSocket.last.drop();
	vi.advanceTimersByTime(500);
	FakeSocket.last.drop();
	await vi.advanceTimersByTimeAsync(0);
	expect(live.status).toBe('connecting');
});

test('offline waits for the network and then connects at once', () => {
	const { live } = start();
	greeted();
	online = false;
	dispatchEvent(new Event('offline'));
	expect(live.status).toBe('offline');
	vi.advanceTimersByTime(60_000);
	expect(FakeSocket.all.length).toBe(1);
	online = true;
	dispatchEvent(new Event('online'));
	expect(FakeSocket.all.length).toBe(2);
	greeted();
	expect(live.status).toBe('open');
});

test('a refusal ends it: no further try, waiting commands are told', async () => {
	const { live } = start();
	const answer = live.request({ c: 'vote', q: '4', v: 1 });
	FakeSocket.last.drop(4404);
	await expect(answer).rejects.toBeInstanceOf(ClosedError);
	vi.advanceTimersByTime(60_000);
	expect(FakeSocket.all.length).toBe(1);
	expect(live.status).toBe('refused');
	await expect(live.request({ c: 'vote', q: '4', v: 0 })).rejects.toBeInstanceOf(ClosedError);
	expect(live.waiting).toBe(0);
});

test('closing leaves no timer and no listener behind', async () => {
	const { live } = start();
	greeted();
	const answer = live.request({ c: 'vote', q: '4', v: 1 });
	live.close();
	await expect(answer).rejects.toBeInstanceOf(ClosedError);
	expect(vi.getTimerCount()).toBe(0);
	dispatchEvent(new Event('online'));
	expect(FakeSocket.all.length).toBe(1);
	expect(live.status).toBe('closed');
});

test('connecting twice opens one socket', () => {
	const { live } = start();
	live.connect();
	expect(FakeSocket.all.length).toBe(1);
});
