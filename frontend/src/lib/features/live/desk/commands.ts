import type { Question, Session } from '../room/shapes.ts';

/** What the server does with a question. */
export type Verb =
	| 'approve'
	| 'unapprove'
	| 'reject'
	| 'edit'
	| 'label'
	| 'pin'
	| 'stage'
	| 'unstage'
	| 'answer'
	| 'unwrite'
	| 'defer'
	| 'merge'
	| 'unmerge'
	| 'restore';

/** What a moderator can choose: some verbs are two things to people. */
export type Command = Exclude<Verb, 'unwrite'> | 'unpin' | 'write';

export const commandKeys: Readonly<Record<Command, string>> = {
	approve: 'F',
	unapprove: 'U',
	reject: 'A',
	edit: 'W',
	label: 'T',
	pin: 'V',
	unpin: 'V',
	stage: 'S',
	unstage: 'U',
	answer: 'B',
	write: 'N',
	defer: 'I',
	merge: 'Z',
	unmerge: 'X',
	restore: 'U'
};

/** So many commands of a card are buttons; the others are smaller below them. */
export const MAIN = 3;
const none: readonly Command[] = [];
/** What concerns the documentation stays possible after the session; what concerns the hall ends with it. */
const anyTime: readonly Command[] = ['approve', 'unapprove', 'edit', 'write', 'answer', 'defer', 'restore', 'reject', 'label'];

/** What can be done with a question now, the usual act first. */
export function commandsFor(question: Question, session: Session['state']): readonly Command[] {
	const possible = inState(question);
	if (session === 'open') return possible;
	return possible.filter((command) => anyTime.includes(command));
}

function inState(question: Question): readonly Command[] {
	const apart: readonly Command[] = question.merged?.length ? ['unmerge'] : none;
	const back: readonly Command[] = question.thread === null ? ['restore'] : none; // in the forum it stays
	switch (question.state) {
		case 'submitted':
			return ['approve', 'merge', 'reject', 'edit', 'label', ...apart];
		case 'approved':
			return ['stage', question.pinned === null ? 'pin' : 'unpin', 'answer', 'write', 'defer', 'merge', 'label', 'reject', 'unapprove', ...apart];
		case 'on_stage':
			return ['answer', 'defer', 'unstage', 'write', 'label', ...apart];
		case 'answered':
		case 'deferred':
			return ['write', ...back, 'label', 'reject', ...apart];
		case 'rejected':
			return ['restore', 'label'];
		case 'merged':
			return ['unmerge'];
		case 'withdrawn':
			return none;
	}
}

/** Whether another question may be merged into this one. */
export function mayLead({ state }: Question): boolean {
	return state === 'submitted' || state === 'approved' || state === 'on_stage';
}

/** Whether a question can be put before all others of the shortlist. */
export function mayComeFirst({ pinned }: Question, commands: readonly Command[]): boolean {
	return (commands.includes('pin') || commands.includes('unpin')) && pinned !== 1;
}
