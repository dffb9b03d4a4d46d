import type { OwnQuestion, Question, Session } from '../room/shapes.ts';
import type { Identity } from '../state/wire.ts';

/** An own question as the receipt link shows it. */
export interface ReceiptQuestion extends OwnQuestion {
	by: string | null;
	score: number;
	identity: Identity;
	answered_at: string | null;
	answered_how: 'oral' | 'written' | 'forum' | null;
	/** The question that it was merged into, and whose answers are its own, if the hall sees that. */
	merged_with?: Question | null;
}

/** The answer of `receipts`. */
export interface Receipts {
	session: Session;
	own: readonly ReceiptQuestion[];
}
