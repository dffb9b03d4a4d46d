import { session } from '#lib/session.svelte.ts';
import type { Store } from '../state/outbox.ts';

const LAST = 'ratschlag-live-person';

/**
 * In whose name this browser keeps what is not sent yet: the id of the account, or `guest`. Nobody is shown, and nothing
 * is sent, what another person has left behind; it waits until that person is here again.
 *
 * The page that is opened without a network knows nobody; then it is whoever was here last.
 */
export function personHere(store: Store): string {
	try {
		if (!session.known) return store.getItem(LAST) ?? 'guest';
		const person = session.user ? String(session.user.id) : 'guest';
		store.setItem(LAST, person);
		return person;
	} catch {
		return 'guest';
	}
}
