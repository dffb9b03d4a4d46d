import { m } from '#lib/messages';
import type { Command, Verb } from './commands.ts';
import type { Body } from './undoing.ts';

const LONGEST = 60;

const names: Record<Command, () => string> = {
	approve: m.live_desk_approve,
	unapprove: m.desk_unapprove,
	reject: m.live_desk_reject,
	edit: m.live_desk_edit,
	label: m.live_desk_label,
	pin: m.live_desk_pin,
	unpin: m.live_desk_unpin,
	stage: m.live_desk_to_stage,
	unstage: m.live_desk_unstage,
	answer: m.live_desk_answer,
	write: m.live_desk_write,
	defer: m.live_desk_defer,
	merge: m.live_desk_merge,
	unmerge: m.live_desk_unmerge,
	restore: m.live_desk_restore
};

const did: Record<Verb, (named: { text: string }) => string> = {
	approve: m.live_desk_did_approve,
	unapprove: m.desk_did_unapprove,
	reject: m.live_desk_did_reject,
	edit: m.live_desk_did_edit,
	label: m.live_desk_did_label,
	pin: m.live_desk_did_unpin,
	stage: m.live_desk_did_stage,
	unstage: m.live_desk_did_unstage,
	answer: m.live_desk_did_answer,
	unwrite: m.desk_did_unwrite,
	defer: m.live_desk_did_defer,
	merge: m.live_desk_did_merge,
	unmerge: m.live_desk_did_unmerge,
	restore: m.live_desk_did_restore
};

/** What the button of a command says. */
export function commandText(command: Command): string {
	return names[command]();
}

/** What has been done, for the short message after it. */
export function didText(verb: Verb, body: Body, text: string): string {
	if (verb === 'pin' && typeof body.position === 'number') return m.desk_did_place({ place: body.position, text });
	if (verb === 'answer' && body.text !== undefined) return m.live_desk_did_write({ text });
	return did[verb]({ text });
}

/** A question short enough for a message. */
export function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 2)} …` : text;
}
