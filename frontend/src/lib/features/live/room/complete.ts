import type { OwnQuestion, Question, SentOwn, SentQuestion } from './shapes.ts';

const questions = new WeakMap<SentQuestion, Question>();
const own = new WeakMap<SentOwn, OwnQuestion>();

/** A question with what its message has left out. The same object for the same row, so that nothing is drawn anew. */
export function completeQuestion(row: SentQuestion): Question {
	return kept(questions, row, () => ({
		edited: false,
		labels: [],
		pinned: null,
		also: [],
		also_more: 0,
		answers: [],
		answered_how: null,
		thread: null,
		...row
	}));
}

/** The same for one's own question. */
export function completeOwn(row: SentOwn): OwnQuestion {
	return kept(own, row, () => ({ edited: false, answers: [], thread: null, ...row }));
}

function kept<Row extends object, Whole>(known: WeakMap<Row, Whole>, row: Row, make: () => Whole): Whole {
	const found = known.get(row);
	if (found) return found;
	const made = make();
	known.set(row, made);
	return made;
}
