import type { Question } from '../room/shapes.ts';
import type { QuestionState } from '../state/wire.ts';

export const columnNames = ['new', 'approved', 'next', 'done'] as const;
export type ColumnName = (typeof columnNames)[number];
export type Columns = Readonly<Record<ColumnName, readonly Question[]>>;
export type Verb = 'approve' | 'reject' | 'stage' | 'unstage' | 'answer' | 'restore';

/** So many approved questions the hall sees below the one on stage. */
export const NEXT = 3;

const columnOf: Record<QuestionState, ColumnName> = {
	submitted: 'new',
	approved: 'approved',
	on_stage: 'next',
	answered: 'done',
	deferred: 'done',
	rejected: 'done',
	withdrawn: 'done',
	merged: 'done'
};

const possible: Record<QuestionState, readonly Verb[]> = {
	submitted: ['approve', 'reject'],
	approved: ['stage', 'answer', 'reject'],
	on_stage: ['answer', 'unstage'],
	answered: ['restore'],
	rejected: ['restore'],
	deferred: [],
	withdrawn: [],
	merged: []
};

/** What a moderator can do with a question in this state, the usual act first. */
export function verbsFor(state: QuestionState): readonly Verb[] {
	return possible[state];
}

/** The cards of the desk: new ones oldest first, approved ones by votes, done ones latest first. */
export function columnsOf(questions: readonly Question[], score: (id: string) => number): Columns {
	const columns: Record<ColumnName, Question[]> = { new: [], approved: [], next: [], done: [] };
	for (const question of questions) columns[columnOf[question.state]].push(question);
	columns.new.sort((a, b) => asked(a) - asked(b) || byId(a, b));
	columns.approved.sort((a, b) => score(b.id) - score(a.id) || asked(a) - asked(b) || byId(a, b));
	columns.done.sort((a, b) => done(b) - done(a) || byId(b, a));
	return columns;
}

export interface Place {
	readonly column: ColumnName;
	readonly row: number;
}

export function placeOf(columns: Columns, id: string | null): Place | null {
	for (const column of columnNames) {
		const row = columns[column].findIndex((question) => question.id === id);
		if (row >= 0) return { column, row };
	}
	return null;
}

/** The card that stands at a place now, or the nearest one; null when there is none at all. */
export function nearest(columns: Columns, { column, row }: Place): string | null {
	const here = columns[column];
	if (here.length > 0) return here[Math.min(row, here.length - 1)]?.id ?? null;
	for (const other of columnNames) if (columns[other][0]) return columns[other][0].id;
	return null;
}

/** The card above or below; the same one at the ends. */
export function moved(columns: Columns, from: Place, step: 1 | -1): string | null {
	const row = Math.max(0, from.row + step);
	return nearest(columns, { column: from.column, row });
}

/** The card at the same height in the next column that has any. */
export function across(columns: Columns, from: Place, step: 1 | -1): string | null {
	const start = columnNames.indexOf(from.column);
	for (let place = start + step; place >= 0 && place < columnNames.length; place += step) {
		const column = columnNames[place];
		if (column && columns[column].length > 0) return nearest(columns, { column, row: from.row });
	}
	return null;
}

/** The card to go on with when this one leaves its column. */
export function following(columns: Columns, id: string): string | null {
	const place = placeOf(columns, id);
	if (!place) return null;
	const here = columns[place.column];
	return (here[place.row + 1] ?? here[place.row - 1])?.id ?? null;
}

function asked({ created, at }: Question): number {
	return Date.parse(created ?? at ?? '') || 0;
}

function done({ answered_at, created, at }: Question): number {
	return Date.parse(answered_at ?? created ?? at ?? '') || 0;
}

function byId(a: Question, b: Question): number {
	return Number(a.id) - Number(b.id);
}
