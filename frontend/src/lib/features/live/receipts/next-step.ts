import { m } from '#lib/messages';
import { dateClockText, dateText } from '#lib/ui/dates.ts';
import type { Session } from '../room/shapes.ts';
import { reasonText } from '../texts.ts';
import type { ReceiptQuestion } from './shapes.ts';

type Told = Pick<ReceiptQuestion, 'state' | 'at' | 'thread' | 'reason' | 'answered_at' | 'answered_how'>;

/** What has become of a question, or what comes next, in one or two sentences. */
export function nextStep(question: Told, session: Session): string {
	const closed = session.state === 'closed';
	switch (question.state) {
		case 'submitted':
			return closed ? m.receipts_next_submitted_closed() : m.receipts_next_submitted();
		case 'approved':
			if (question.thread) return m.receipts_next_in_forum();
			return closed ? m.receipts_next_approved_closed() : m.receipts_next_approved();
		case 'on_stage':
			return m.receipts_next_on_stage();
		case 'answered':
			return answered(question);
		case 'deferred':
			return question.thread ? m.receipts_next_in_forum() : m.receipts_next_deferred();
		case 'rejected':
			return (question.at ? m.receipts_next_taken_back : m.receipts_next_rejected)({ reason: reasonText(question.reason ?? '') });
		case 'withdrawn':
			return m.receipts_next_withdrawn();
		case 'merged':
			return m.receipts_next_merged();
	}
}

function answered({ answered_at, answered_how }: Told): string {
	const when = answered_at ? dateClockText(new Date(answered_at)) : '';
	if (answered_how === 'written') return m.receipts_next_answered_written({ when });
	return answered_how === 'forum' ? m.receipts_next_answered_forum({ when }) : m.receipts_next_answered_oral({ when });
}

/** How long the session's key lives, and what follows from that for the link. */
export function keyText({ key_destroyed, key_until, rules }: Session): string {
	if (key_destroyed) return m.receipts_key_destroyed({ date: dateText(new Date(key_destroyed)) });
	if (key_until) return m.receipts_key_until({ date: dateText(new Date(key_until)) });
	return m.receipts_key_days({ days: rules.key_days });
}
