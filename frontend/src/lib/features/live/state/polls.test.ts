import { describe, expect, test } from 'vitest';
import { pollsChanged, pollsInOrder, pollsReplaced, pollsScored, sameChoices, type PollRow } from './polls.ts';

const poll = (id: string, version = 0, result: unknown = null, position = Number(id)): PollRow => ({ id, position, rev: 1, version, result });
const held = pollsReplaced(new Map(), [poll('1', 3, { ballots: 3 }), poll('2', 0)], false);

describe('polls', () => {
	test('a later result replaces the one before, an older one is ignored', () => {
		const later = pollsScored(held, { '1': { version: 5, ballots: 9 } as { version: number } });
		expect(later.get('1')).toMatchObject({ version: 5, result: { ballots: 9 } });
		expect(pollsScored(later, { '1': { version: 4 } })).toBe(later);
		expect(pollsScored(later, { '1': { version: 5 } })).toBe(later);
	});

	test('a result of a poll that is not shown is nothing', () => {
		expect(pollsScored(held, { '9': { version: 1 } })).toBe(held);
	});

	test('a snapshot that was overtaken by a result keeps the result', () => {
		const scored = pollsScored(held, { '1': { version: 7, ballots: 9 } as { version: number } });
		expect(pollsReplaced(scored, [poll('1', 6, { ballots: 8 })], false).get('1')).toMatchObject({ version: 7, result: { ballots: 9 } });
	});

	test('with another epoch no version of before means anything', () => {
		expect(pollsReplaced(held, [poll('1', 1, { ballots: 0 })], true).get('1')).toMatchObject({ version: 1, result: { ballots: 0 } });
	});

	test('a snapshot forgets polls that are not in it', () => {
		expect([...pollsReplaced(held, [poll('2')], false).keys()]).toEqual(['2']);
	});

	test('a delta changes, adds and removes', () => {
		const changed = pollsChanged(held, [poll('2', 2, null, 0), poll('3')], ['1']);
		expect(pollsInOrder(changed).map(({ id, version }) => [id, version])).toEqual([
			['2', 2],
			['3', 0]
		]);
		expect(pollsChanged(held, [], [])).toBe(held);
	});

	test('a result that is hidden again goes, also when a result of before comes late', () => {
		const hidden = pollsChanged(held, [poll('1', 0, null)], []);
		expect(hidden.get('1')).toMatchObject({ version: 0, result: null });
		expect(pollsScored(hidden, { '1': { version: 3 } })).toBe(hidden);
		expect(pollsReplaced(held, [poll('1', 0, null)], false).get('1')?.result).toBeNull();
	});

	test('choices are the same in the same order', () => {
		expect([sameChoices(['1', '2'], ['1', '2']), sameChoices(['1', '2'], ['2', '1']), sameChoices([], [3])]).toEqual([true, false, false]);
	});
});
