import { describe, expect, test } from 'vitest';
import { answered, caughtUp, noVotes, showsVote, shownScore, TRIES, unanswered, wanted, type Votes } from './votes.ts';
import type { Score } from './wire.ts';

const none: ReadonlySet<string> = new Set();
const shown = new Map([['7', true]]);
const scores = (score: Score): Map<string, Score> => new Map([['7', score]]);
const voted = (): Votes => wanted(noVotes, '7', 'a', 1, false, [4, 2]);

describe('a vote', () => {
	test('shows at once, before the server has answered', () => {
		const votes = voted();
		expect([showsVote(votes, none, '7'), shownScore(votes, '7', [4, 2])]).toEqual([true, 5]);
		expect(unanswered(votes)).toEqual([{ id: '7', i: 'a', value: 1 }]);
	});

	test('is not counted twice when the score comes before the answer', () => {
		expect(shownScore(voted(), '7', [5, 3])).toBe(5);
	});

	test('does not blink when the answer comes before the score', () => {
		const [votes, settled] = answered(voted(), { t: 'ack', i: 'a', ok: true });
		expect(settled).toEqual({ kind: 'stored', id: '7', value: 1 });
		expect([shownScore(votes, '7', [4, 2]), unanswered(votes)]).toEqual([5, []]);
		const after = caughtUp(votes, scores([5, 3]), shown);
		expect([after.open.size, shownScore(after, '7', [5, 3])]).toEqual([0, 5]);
	});

	test('stays open while only the scores of others have come', () => {
		expect(caughtUp(voted(), scores([9, 8]), shown).open.size).toBe(1);
	});

	test('taken back before the score has come leaves the figure as it was', () => {
		const [stored] = answered(voted(), { t: 'ack', i: 'a', ok: true });
		const back = wanted(stored, '7', 'b', 0, true, [4, 2]);
		expect([showsVote(back, new Set(['7']), '7'), shownScore(back, '7', [4, 2])]).toEqual([false, 4]);
	});

	test('taken back later counts down', () => {
		const back = wanted(noVotes, '7', 'b', 0, true, [5, 3]);
		expect(shownScore(back, '7', [5, 3])).toBe(4);
	});

	test('never shows a number below zero', () => {
		expect(shownScore(wanted(noVotes, '7', 'b', 0, true, [0, 3]), '7', [0, 3])).toBe(0);
	});
});

describe('a refused vote', () => {
	test('is taken back and says why', () => {
		const [votes, settled] = answered(voted(), { t: 'ack', i: 'a', ok: false, error: 'session_closed' });
		expect(settled).toEqual({ kind: 'refused', id: '7', error: 'session_closed' });
		expect([showsVote(votes, none, '7'), shownScore(votes, '7', [4, 2])]).toEqual([false, 4]);
		expect(votes.failed.get('7')).toEqual({ error: 'session_closed', value: 1 });
	});

	test('is sent again when the server offers it, and given up after a few tries', () => {
		const busy = { t: 'ack', i: 'a', ok: false, error: 'busy', retry_ms: 2000 } as const;
		let votes = voted();
		for (let attempt = 1; attempt < TRIES; attempt++) {
			const [next, settled] = answered(votes, busy);
			expect(settled).toEqual({ kind: 'again', id: '7', i: 'a', after: 2000 });
			votes = next;
		}
		expect(answered(votes, busy)[1]).toEqual({ kind: 'refused', id: '7', error: 'busy' });
	});

	test('is forgotten when the person tries again or the question is gone', () => {
		const [votes] = answered(voted(), { t: 'ack', i: 'a', ok: false, error: 'session_closed' });
		expect(wanted(votes, '7', 'c', 1, false, [4, 2]).failed.size).toBe(0);
		expect(caughtUp(votes, scores([4, 2]), new Map()).failed.size).toBe(0);
	});
});

describe('answers', () => {
	test('to a will that has been replaced since are ignored', () => {
		const again = wanted(voted(), '7', 'b', 0, false, [4, 2]);
		expect(answered(again, { t: 'ack', i: 'a', ok: false, error: 'busy' })).toEqual([again, { kind: 'unknown' }]);
	});

	test('that come twice count once', () => {
		const [votes] = answered(voted(), { t: 'ack', i: 'a', ok: true });
		expect(answered(votes, { t: 'ack', i: 'a', ok: true })).toEqual([votes, { kind: 'unknown' }]);
	});
});
