import type { Question } from '../room/shapes.ts';
import { momentOf, sorted } from '../sorted.ts';
import type { QuestionState } from '../state/wire.ts';

export const columnNames = ['new', 'approved', 'next', 'done'] as const;
export type ColumnName = (typeof columnNames)[number];
export type Columns = Readonly<Record<ColumnName, readonly Question[]>>;
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

/**
 * The cards of the desk: new ones oldest first, approved ones by votes, what is on stage before the shortlist in its
 * order, done ones latest first.
 */
export function columnsOf(questions: readonly Question[], score: (id: string) => number): Columns {
	const columns: Record<ColumnName, Question[]> = { new: [], approved: [], next: [], done: [] };
	for (const question of questions) columns[isPinned(question) ? 'next' : columnOf[question.state]].push(question);
	return {
		new: sorted(columns.new, (question) => [asked(question), Number(question.id)]),
		approved: sorted(columns.approved, (question) => [-score(question.id), asked(question), Number(question.id)]),
		next: sorted(columns.next, (question) => [turn(question), Number(question.id)]),
		done: sorted(columns.done, (question) => [-done(question), -Number(question.id)])
	};
}

/** Whether a question stands on the shortlist and is not on stage already. */
export function isPinned({ state, pinned }: Question): boolean {
	return state === 'approved' && pinned !== null;
}

function turn({ state, pinned }: Question): number {
	return state === 'on_stage' ? 0 : (pinned ?? Infinity);
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
	return momentOf(created ?? at);
}

function done({ answered_at, created, at }: Question): number {
	return momentOf(answered_at ?? created ?? at);
}
