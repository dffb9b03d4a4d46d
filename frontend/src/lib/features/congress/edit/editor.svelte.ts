import { api, ApiProblem, messageForProblem, newIdempotencyKey } from '#lib/api';
import type { CongressEditing } from '#lib/api/schema.gen.ts';
import { toasts } from '#lib/ui';

type Method = 'post' | 'put' | 'delete';

/** One congress in the making. Each write answers with the whole as it is then, so the page never guesses. */
export class CongressEditor {
	data: CongressEditing;

	constructor(data: CongressEditing) {
		this.data = $state.raw(data);
	}

	get path(): string {
		return `congresses/${this.data.slug}/edit`;
	}

	/** Write, and take over the answer; raises what the API client raises. */
	async write(method: Method, path: string, body?: unknown): Promise<void> {
		const address = path ? `${this.path}/${path}` : this.path;
		if (method === 'delete') this.data = await api.delete<CongressEditing>(address);
		else if (method === 'put') this.data = await api.put<CongressEditing>(address, body);
		else this.data = await api.post<CongressEditing>(address, body, { idempotencyKey: newIdempotencyKey() });
	}

	/**
	 * Change facts of the congress, which have a version. Who is later than somebody else sees what that one changed, and
	 * is refused; when the other one changed nothing of what `part` picks, the write goes through.
	 */
	async writeVersion(path: string, body: object, part: (data: CongressEditing) => unknown): Promise<void> {
		const before = JSON.stringify(part(this.data));
		try {
			await this.write('put', path, { ...body, version: this.data.version });
		} catch (problem) {
			if (!(problem instanceof ApiProblem && problem.status === 409)) throw problem;
			await this.reload();
			if (JSON.stringify(part(this.data)) !== before) throw problem;
			await this.write('put', path, { ...body, version: this.data.version });
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
			this.data = await api.get<CongressEditing>(this.path);
		} catch {
			// What is shown stays; the next write tells what is wrong.
		}
	}
}
