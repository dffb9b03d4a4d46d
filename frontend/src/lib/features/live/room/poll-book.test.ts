import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Choices } from '../state/polls.ts';
import { PollBook, type AnyPoll } from './poll-book.svelte.ts';

type Answer = { ok: boolean; error?: string; retry_ms?: number };

/** Ballots that were sent, each answered when the test says so. */
class Way {
	readonly sent: { poll: string; choices: Choices; answer: (answer: Answer) => Promise<void>; fail: () => Promise<void> }[] = [];

	send = (poll: string, choices: Choices): Promise<Answer> =>
		new Promise((resolve, reject) => {
			const then = (settle: () => void): Promise<void> => {
				settle();
				return vi.advanceTimersByTimeAsync(0).then(() => undefined);
			};
			this.sent.push({
				poll,
				choices,
				answer: (answer) => then(() => resolve(answer)),
				fail: () => then(() => reject(new Error('gone')))
			});
		});

	get last(): Way['sent'][number] {
		const last = this.sent.at(-1);
		if (!last) throw new Error('nothing was sent');
		return last;
	}
}

class Shelf {
	readonly kept = new Map<string, string>();
	getItem = (key: string): string | null => this.kept.get(key) ?? null;
	setItem = (key: string, value: string): void => void this.kept.set(key, value);
	removeItem = (key: string): void => void this.kept.delete(key);
}

const ADDRESS = 'ratschlag-live-ballots-7-guest';
const poll = (id: string, more: Partial<AnyPoll> = {}): AnyPoll => ({
	id,
	kind: 'single',
	text: `Poll ${id}`,
	state: 'open',
	hidden: false,
	stage: false,
	position: Number(id),
	options: [],
	most: 1,
	scale: null,
	rev: 1,
	version: 1,
	result: null,
	...more
});

let way: Way;
let shelf: Shelf;
let book: PollBook;

beforeEach(() => {
	vi.useFakeTimers();
	way = new Way();
	shelf = new Shelf();
	book = new PollBook('7', 'guest', shelf, way.send);
});

afterEach(() => {
	book.stop();
	vi.useRealTimers();
});

test('a ballot is shown and kept at once, and is no longer open when it is stored', async () => {
	book.vote('1', ['a']);
	expect([book.own('1'), book.open('1'), shelf.kept.get(ADDRESS)]).toEqual([['a'], true, '{"1":["a"]}']);
	await way.last.answer({ ok: true });
	expect([book.own('1'), book.open('1'), book.problem('1'), shelf.kept.size]).toEqual([['a'], false, undefined, 0]);
	expect(book.ballots).toEqual({ '1': ['a'] });
});

test('a ballot that is refused goes back to the stored one and says why, until the next try', async () => {
	book.know({ '1': ['a'] });
	book.vote('1', ['b']);
	expect(book.own('1')).toEqual(['b']);
	await way.last.answer({ ok: false, error: 'poll_closed' });
	expect([book.own('1'), book.open('1'), book.problem('1')]).toEqual([['a'], false, 'poll_closed']);
	book.vote('1', ['c']);
	expect(book.problem('1')).toBe(undefined);
});

test('of two wills the later one counts, whichever answer comes first', async () => {
	book.vote('1', ['a']);
	book.vote('1', ['b']);
	const [first, second] = way.sent;
	await second?.answer({ ok: true });
	await first?.answer({ ok: false, error: 'invalid' });
	expect([book.own('1'), book.open('1'), book.problem('1')]).toEqual([['b'], false, undefined]);
});

test('an answer to the first does not settle the second', async () => {
	book.vote('1', ['a']);
	book.vote('1', []);
	await way.sent[0]?.answer({ ok: true });
	expect([book.own('1'), book.open('1')]).toEqual([[], true]);
	await way.sent[1]?.answer({ ok: true });
	expect([book.own('1'), book.ballots]).toEqual([[], { '1': [] }]);
});

test('a server that is busy is asked again after the time it names, and not for ever', async () => {
	book.vote('1', ['a']);
	for (let tries = 1; tries < 4; tries++) {
		await way.last.answer({ ok: false, error: 'busy', retry_ms: 1000 });
		expect([way.sent.length, book.open('1')]).toEqual([tries, true]);
		await vi.advanceTimersByTimeAsync(1000);
		expect(way.sent.length).toBe(tries + 1);
	}
	await way.last.answer({ ok: false, error: 'busy', retry_ms: 1000 });
	await vi.advanceTimersByTimeAsync(60_000);
	expect([way.sent.length, book.open('1'), book.problem('1')]).toEqual([4, false, 'busy']);
});

test('a later will is not followed by the repetition of the one before', async () => {
	book.vote('1', ['a']);
	await way.last.answer({ ok: false, error: 'busy', retry_ms: 1000 });
	book.vote('1', ['b']);
	await vi.advanceTimersByTimeAsync(5000);
	expect(way.sent.map(({ choices }) => choices)).toEqual([['a'], ['b']]);
});

test('nothing is sent any more once the page has stopped', async () => {
	book.vote('1', ['a']);
	await way.last.answer({ ok: false, error: 'busy', retry_ms: 1000 });
	book.stop();
	await vi.advanceTimersByTimeAsync(5000);
	expect([way.sent.length, shelf.kept.get(ADDRESS)]).toEqual([1, '{"1":["a"]}']);
});

test('a ballot that nobody will ever take is taken back visibly', async () => {
	book.vote('1', ['a']);
	await way.last.fail();
	expect([book.own('1'), book.open('1'), book.problem('1'), shelf.kept.size]).toEqual([[], false, 'closed', 0]);
});

test('two tabs keep what each of them wants, and neither forgets the will of the other', async () => {
	const other = new PollBook('7', 'guest', shelf, way.send);
	book.vote('1', ['a']);
	other.vote('2', ['x']);
	expect(shelf.kept.get(ADDRESS)).toBe('{"1":["a"],"2":["x"]}');
	other.vote('1', ['b']);
	await way.sent[0]?.answer({ ok: true });
	await way.sent[1]?.answer({ ok: true });
	expect(shelf.kept.get(ADDRESS)).toBe('{"1":["b"]}');
	other.stop();
});

test('nobody sends the ballot of another person', () => {
	book.vote('1', ['a']);
	const other = new PollBook('7', '3', shelf, way.send);
	other.start();
	expect([way.sent.length, other.own('1')]).toEqual([1, []]);
});

test('what could not be sent is kept and sent by the next page', async () => {
	book.vote('1', ['a']);
	book.stop();
	await way.last.fail();
	expect(book.open('1')).toBe(true);
	const next = new PollBook('7', 'guest', shelf, way.send);
	next.start();
	expect([way.sent.length, way.last.poll, way.last.choices, next.own('1')]).toEqual([2, '1', ['a'], ['a']]);
	await way.last.answer({ ok: true });
	expect(shelf.kept.size).toBe(0);
	expect(new PollBook('8', 'guest', shelf, way.send).own('1')).toEqual([]);
});

test.each(['', 'null', '[]', '{"1":"a"}', '{"1":', '7'])('a shelf with %j in it does no harm', (kept) => {
	shelf.kept.set(ADDRESS, kept);
	book.start();
	expect(way.sent).toEqual([]);
});

test('where storage is forbidden people vote all the same', async () => {
	const forbidden = (): never => {
		throw new Error('forbidden');
	};
	const closed = new PollBook('7', 'guest', { getItem: forbidden, setItem: forbidden, removeItem: forbidden }, way.send);
	closed.start();
	closed.vote('1', ['a']);
	await way.last.answer({ ok: true });
	expect([closed.own('1'), closed.open('1')]).toEqual([['a'], false]);
});

test('what the server knows of own ballots does not undo one that is on its way', async () => {
	book.vote('1', ['b']);
	book.know({ '1': ['a'], '2': ['x'] });
	expect([book.own('1'), book.own('2')]).toEqual([['b'], ['x']]);
	await way.last.answer({ ok: true });
	expect(book.own('1')).toEqual(['b']);
});

test('polls are in their order and hold the latest result, in whatever order it comes', () => {
	book.replace([poll('2'), poll('1', { result: { ballots: 1 } })], false);
	expect(book.all.map(({ id }) => id)).toEqual(['1', '2']);
	book.score({ '1': { version: 5, ballots: 9 } as never });
	book.score({ '1': { version: 4, ballots: 8 } as never });
	book.change([poll('1', { rev: 2, version: 3, result: { ballots: 7 } })], ['2']);
	expect(book.all.map(({ rev, version, result }) => [rev, version, result])).toEqual([[2, 5, { ballots: 9 }]]);
});

test('the answer of a write does not undo what the stream has told already', () => {
	book.replace([poll('1', { rev: 3, version: 3, text: 'later' })], false);
	book.take(poll('1', { rev: 2, version: 2, text: 'earlier' }));
	expect(book.all[0]?.text).toBe('later');
	book.take(poll('1', { rev: 4, version: 3, text: 'latest' }));
	expect(book.all[0]?.text).toBe('latest');
	book.take(poll('2'));
	expect(book.all.length).toBe(2);
});
