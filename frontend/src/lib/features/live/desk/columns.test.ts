import { describe, expect, test } from 'vitest';
import { sample } from '../room/samples.ts';
import type { Question } from '../room/shapes.ts';
import type { QuestionState } from '../state/wire.ts';
import { across, columnsOf, following, moved, nearest, placeOf } from './columns.ts';

const question = (id: string, state: QuestionState, minute = 0, answered: number | null = null): Question =>
	sample(id, {
		state,
		score: Number(id),
		answered_at: answered === null ? null : `2026-03-05T10:${answered}:00.000Z`,
		created: `2026-03-05T10:${String(minute).padStart(2, '0')}:00.000Z`
	});

const hall = [
	question('1', 'submitted', 5),
	question('2', 'submitted', 1),
	question('3', 'approved'),
	question('4', 'approved'),
	question('5', 'on_stage'),
	question('6', 'answered', 0, 20),
	question('7', 'rejected', 30),
	question('8', 'answered', 0, 40)
];
const columns = columnsOf(hall, (id) => Number(id));
const ids = (name: keyof typeof columns): string[] => columns[name].map(({ id }) => id);

describe('the columns', () => {
	test('hold each question once: new ones oldest first, approved ones by votes, done ones latest first', () => {
		expect([ids('new'), ids('approved'), ids('next'), ids('done')]).toEqual([
			['2', '1'],
			['4', '3'],
			['5'],
			['8', '7', '6']
		]);
	});

	test('hold the shortlist after what is on stage, in its own order', () => {
		const pinned = (id: string, place: number): Question => ({ ...question(id, 'approved'), pinned: place });
		const { approved, next } = columnsOf([pinned('1', 2), pinned('2', 1), question('3', 'approved'), question('9', 'on_stage')], () => 0);
		expect([approved.map(({ id }) => id), next.map(({ id }) => id)]).toEqual([['3'], ['9', '2', '1']]);
	});
});

describe('moving by keys', () => {
	test('goes down and up within a column and stops at its ends', () => {
		expect(moved(columns, { column: 'new', row: 0 }, 1)).toBe('1');
		expect(moved(columns, { column: 'new', row: 1 }, 1)).toBe('1');
		expect(moved(columns, { column: 'new', row: 0 }, -1)).toBe('2');
	});

	test('goes to the same height of the next column, or to its last card', () => {
		expect(across(columns, { column: 'approved', row: 1 }, 1)).toBe('5');
		expect(across(columns, { column: 'next', row: 0 }, -1)).toBe('4');
		expect(across(columns, { column: 'done', row: 0 }, 1)).toBeNull();
	});

	test('passes over empty columns', () => {
		const few = columnsOf([question('1', 'submitted'), question('6', 'answered', 0, 20)], () => 0);
		expect(across(few, { column: 'new', row: 0 }, 1)).toBe('6');
	});

	test('goes on with the next card when one leaves, with the one before at the end', () => {
		expect([following(columns, '2'), following(columns, '1'), following(columns, '5')]).toEqual(['1', '2', null]);
	});

	test('finds a place again when the card there has gone', () => {
		expect(placeOf(columns, '3')).toEqual({ column: 'approved', row: 1 });
		expect(nearest(columns, { column: 'approved', row: 9 })).toBe('3');
		expect(nearest(columnsOf([], () => 0), { column: 'new', row: 0 })).toBeNull();
	});
});
