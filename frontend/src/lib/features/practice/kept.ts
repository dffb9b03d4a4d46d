import type { WrittenContent } from '#lib/api/schema.gen.ts';

interface Kept {
	version: number;
	changes: Partial<WrittenContent>;
}

const name = (id: number) => `ratschlag:example:${id}`;

/** Keep unsaved changes of a draft on this device. */
export function keep(id: number, waiting: Kept): void {
	try {
		localStorage.setItem(name(id), JSON.stringify(waiting));
	} catch {
		// Private windows may refuse; the text is still on the page.
	}
}

/** What is kept of a draft; null when there is nothing or it cannot be read. */
export function kept(id: number): Kept | null {
	try {
		const found = JSON.parse(localStorage.getItem(name(id)) ?? 'null') as Kept | null;
		return found && typeof found.version === 'number' && typeof found.changes === 'object' ? found : null;
	} catch {
		return null;
	}
}

export function forget(id: number): void {
	try {
		localStorage.removeItem(name(id));
	} catch {
		// Nothing was kept either.
	}
}
