import { describe, expect, test } from 'vitest';
import type { Question } from '../room/shapes.ts';
import type { QuestionState } from '../state/wire.ts';
import { across, columnsOf, following, moved, nearest, placeOf, verbsFor } from './columns.ts';

const question = (id: string, state: QuestionState, minute = 0, answered: number | null = null): Question => ({
	id,
	state,
	text: `Frage ${id}`,
	score: Number(id),
	version: 1,
	by: null,
	identity: 'anonymous',
	rev: 1,
	at: null,
	stage_since: null,
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

	test('offer only what the state allows', () => {
		expect([verbsFor('submitted'), verbsFor('on_stage'), verbsFor('withdrawn')]).toEqual([
			['approve', 'reject'],
			['answer', 'unstage'],
			[]
		]);
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
