import { fieldMessages, messageForProblem } from '#lib/api';
import { registerAccountTexts } from './problems.ts';

// Here and not in index.ts: a module without a used export is left out of the build.
registerAccountTexts();

/** One form on its way to the server: what was refused, field by field, and whether it is under way. */
export class FormState {
	busy = $state(false);
	#problem = $state.raw<unknown>(null);
	readonly fields: Record<string, string> = $derived(fieldMessages(this.#problem));

	/** The sentence about the whole; none when each fault has its field. */
	get message(): string | undefined {
		if (this.#problem === null) return undefined;
		if (this.fields['']) return this.fields[''];
		return Object.keys(this.fields).length ? undefined : messageForProblem(this.#problem);
	}

	/** What the error summary shows: the id of each control is the prefix and the name of the field. */
	errors(prefix: string): { id: string; text: string }[] {
		return Object.entries(this.fields)
			.filter(([field]) => field)
			.map(([field, text]) => ({ id: `${prefix}-${field}`, text }));
	}

	/** Do the work once at a time; what it raises is kept for the page. True when it succeeded. */
	async send(work: () => Promise<unknown>): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		try {
			await work();
			this.#problem = null;
			return true;
		} catch (problem) {
			this.#problem = problem;
			return false;
		} finally {
			this.busy = false;
		}
	}
}
