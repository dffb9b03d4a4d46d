import type { Question } from '../room/shapes.ts';
import type { Verb } from './commands.ts';

export type Body = Readonly<Record<string, unknown>>;

/** One act on a question. */
export interface Step {
	readonly id: string;
	readonly verb: Verb;
	readonly body: Body;
}

/** The verb by which a question has come where it is, to do it again. */
const again: Partial<Record<Question['state'], Verb>> = { rejected: 'reject', answered: 'answer', deferred: 'defer' };

/**
 * The acts that take one back, in their order, from what the question was before it. None when it cannot be taken
 * back: an answer that has been written stays, and only the state returns.
 */
export function undoing(before: Question, verb: Verb, body: Body = {}): readonly Step[] {
	const { id } = before;
	const step = (what: Verb, given: Body = {}): Step => ({ id, verb: what, body: given });
	const staged = before.state === 'on_stage' ? [step('stage')] : [];
	const pinned = before.pinned === null ? [] : [step('pin', { position: before.pinned })];
	switch (verb) {
		case 'edit':
			return [step('edit', { text: before.text })];
		case 'label':
			return [step('label', { labels: before.labels })];
		case 'pin':
			return [step('pin', { position: before.pinned })];
		case 'stage':
			return [step('unstage'), ...pinned];
		case 'unstage':
			return [step('stage')];
		case 'answer':
		case 'defer':
			return before.state === 'approved' || before.state === 'on_stage' ? [step('restore'), ...pinned, ...staged] : [];
		case 'reject':
			return [step('restore'), ...pinned, ...doneAgain(before, step)];
		case 'unwrite':
			return []; // whoever wrote it would not have written the new one
		case 'merge':
			return body.approve ? [step('unmerge'), step('unapprove')] : [step('unmerge')];
		case 'unmerge':
			return before.merged_into ? [step('merge', { into: before.merged_into })] : [];
		case 'restore':
			return done(before, step);
		case 'approve':
			return [step('unapprove')];
		case 'unapprove':
			return [step('approve'), ...pinned];
	}
}

/** A question that was done has come back to the list; one with a thread is back there already. */
function doneAgain(before: Question, step: (verb: Verb, body?: Body) => Step): readonly Step[] {
	return before.thread === null && (before.state === 'answered' || before.state === 'deferred') ? done(before, step) : [];
}

function done(before: Question, step: (verb: Verb, body?: Body) => Step): readonly Step[] {
	const verb = again[before.state];
	if (!verb || before.answered_how === 'written') return [];
	return [step(verb, verb === 'reject' ? { reason: before.reason } : {})];
}
