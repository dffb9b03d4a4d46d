import { messageForProblem, registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';
import type { Answer, Question } from './room/shapes.ts';
import type { Identity, QuestionState } from './state/wire.ts';

/** Codes of the live part that the shared texts do not know. */
registerProblemTexts({
	session_closed: () => m.live_problem_closed(),
	session_not_open: () => m.live_problem_not_open(),
	voting_over: () => m.live_problem_voting_over(),
	session_key_destroyed: () => m.live_problem_key_destroyed(),
	nothing_asked: () => m.receipts_problem_nothing_asked(),
	too_many_open: () => m.live_problem_too_many_open(),
	wrong_state: () => m.live_problem_wrong_state(),
	not_joined: () => m.live_problem_not_participant(),
	changed_meanwhile: ({ by }) => (by ? m.live_problem_changed({ by }) : m.live_problem_changed_unknown())
});

const voteTexts: Record<string, () => string> = {
	closed: m.live_link_ended, // the room's own word for a connection that is refused
	not_found: m.live_problem_gone,
	voting_over: m.live_problem_voting_over,
	session_closed: m.live_problem_closed,
	session_not_open: m.live_problem_not_open,
	not_a_participant: m.live_problem_not_participant,
	not_joined: m.live_problem_not_participant,
	busy: m.live_problem_busy,
	unavailable: m.live_problem_busy,
	rate_limited: m.live_problem_busy
};

/** Why a vote was not counted. */
export function voteProblem(code: string): string {
	return (voteTexts[code] ?? (() => messageForProblem(null)))();
}

/** Characters after which a question that is only named is cut. */
const NAMED = 60;

/** A question's text where it is only named. */
export function shortText(text: string): string {
	const characters = [...text];
	return characters.length > NAMED ? `${characters.slice(0, NAMED - 1).join('').trimEnd()}…` : text;
}

const reasons: Record<string, () => string> = {
	off_topic: m.live_reason_off_topic,
	duplicate: m.live_reason_duplicate,
	personal_data: m.live_reason_personal_data,
	insulting: m.live_reason_insulting,
	unclear: m.live_reason_unclear,
	already_answered: m.live_reason_already_answered
};

/** The published reason for a rejection. */
export function reasonText(code: string): string {
	return (reasons[code] ?? m.live_reason_other)();
}

const states: Record<QuestionState, () => string> = {
	submitted: m.live_state_submitted,
	approved: m.live_state_approved,
	on_stage: m.live_state_on_stage,
	answered: m.live_state_answered,
	deferred: m.live_state_deferred,
	rejected: m.live_state_rejected,
	withdrawn: m.live_state_withdrawn,
	merged: m.live_state_merged
};

export function stateText(state: QuestionState): string {
	return states[state]();
}

/** A question's state in words for whoever asked it: what everybody could see before was taken back. */
export function ownStateText({ state, at }: Pick<Question, 'state' | 'at'>): string {
	return state === 'rejected' && at ? m.live_state_taken_back() : states[state]();
}

const desk: Partial<Record<QuestionState, () => string>> = { approved: m.live_desk_is_approved };

/** A question's state in the words of the desk. */
export function stateAtDesk(state: QuestionState): string {
	return (desk[state] ?? states[state])();
}

const identities: Record<Identity, () => string> = {
	anonymous: m.live_identity_anonymous,
	pseudonym: m.live_identity_pseudonym,
	municipality: m.live_identity_municipality,
	named: m.live_identity_named
};

export function identityText(identity: Identity): string {
	return identities[identity]();
}

export function votesText(count: number): string {
	return count === 1 ? m.live_votes_one() : m.live_votes_other({ count });
}

/** In how many other ways a question has been asked. */
export function alsoText(count: number): string {
	return count === 1 ? m.live_also_one() : m.live_also_other({ count });
}

/** How many more ask the same, in words that nobody has approved. */
export function similarText(count: number): string {
	return count === 1 ? m.desk_similar_one() : m.desk_similar_other({ count });
}

/** Whose answer it is, and that the moderation has written it down where it did. */
export function writerText({ by, noted }: Pick<Answer, 'by' | 'noted'>): string {
	return noted ? `${by} (${m.desk_noted()})` : by;
}

/** Who asks, as the asker chose to be shown; of a name or a municipality also whether an account stands behind it. */
export function askerText({ by, identity, verified }: Pick<Question, 'by' | 'identity' | 'verified'>): string {
	if (!by) return m.live_anonymous();
	if (identity === 'pseudonym') return by;
	return `${by} (${verified ? m.speaker_verified() : m.speaker_unverified()})`;
}
