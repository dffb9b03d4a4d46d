import { api, ApiProblem, messageForProblem, newIdempotencyKey } from '#lib/api';
import type { CongressEditing } from '#lib/api/schema.gen.ts';
import { toasts } from '#lib/ui';

type Method = 'post' | 'put' | 'delete';

/** One congress in the making. Each write answers with the whole as it is then, so the page never guesses. */
export class CongressEditor {
	data: CongressEditing;
	/** Keys of acts of which nobody knows yet whether they were carried out: repeated, they are the same act. */
	#keys = new Map<string, string>();
	#running = new Set<string>();

	constructor(data: CongressEditing) {
		this.data = $state.raw(data);
	}

	get path(): string {
		return `congresses/${this.data.slug}/edit`;
	}

	/** Take over an answer. Who sees what came of an act and does it again means another one. */
	take(data: CongressEditing): void {
		this.data = data;
		for (const act of this.#keys.keys()) if (!this.#running.has(act)) this.#keys.delete(act);
	}

	/** Write, and take over the answer; raises what the API client raises. */
	async write(method: Method, path: string, body?: unknown): Promise<void> {
		const address = path ? `${this.path}/${path}` : this.path;
		if (method === 'delete') this.take(await api.delete<CongressEditing>(address));
		else if (method === 'put') this.take(await api.put<CongressEditing>(address, body));
		else this.take(await this.#post(address, body));
	}

	async #post(address: string, body: unknown): Promise<CongressEditing> {
		const act = JSON.stringify([address, body]);
		const idempotencyKey = this.#keys.get(act) ?? newIdempotencyKey();
		this.#keys.set(act, idempotencyKey);
		this.#running.add(act);
		try {
			return await api.post<CongressEditing>(address, body, { idempotencyKey });
		} finally {
			this.#running.delete(act);
		}
	}

	/**
	 * Change what has a version, the facts of the congress if nothing else is said. Who is later than somebody else sees
	 * what that one changed, and is refused; when the other one changed nothing of what `part` picks, the write goes
	 * through.
	 */
	async writeVersion(
		path: string,
		body: object,
		part: (data: CongressEditing) => unknown,
		version: (data: CongressEditing) => number | undefined = (data) => data.version
	): Promise<void> {
		const before = JSON.stringify(part(this.data));
		try {
			await this.write('put', path, { ...body, version: version(this.data) });
		} catch (problem) {
			if (!(problem instanceof ApiProblem && problem.status === 409)) throw problem;
			await this.reload();
			if (JSON.stringify(part(this.data)) !== before) throw problem;
			await this.write('put', path, { ...body, version: version(this.data) });
		}
	}

	/** The same for acts without a form: what went wrong is said at the lower edge. True when it worked. */
	async act(method: Method, path: string, body?: unknown): Promise<boolean> {
		try {
			await this.write(method, path, body);
			return true;
		} catch (problem) {
			toasts.show(messageForProblem(problem), { tone: 'danger' });
			if (problem instanceof ApiProblem && [404, 409].includes(problem.status)) await this.reload();
			return false;
		}
	}

	/** See what others have done meanwhile. */
	async reload(): Promise<void> {
		try {
			this.take(await api.get<CongressEditing>(this.path));
		} catch {
			// What is shown stays; the next write tells what is wrong.
		}
	}
}
