const prefix = 'ratschlag:congress:';

/** What was typed and not sent, kept on this device; null when there is nothing. */
export function kept<T extends object>(name: string): T | null {
	try {
		const found: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
		return typeof found === 'object' ? (found as T | null) : null;
	} catch {
		return null;
	}
}

/** Keep it until `forget`. */
export function keep(name: string, value: object): void {
	try {
		localStorage.setItem(prefix + name, JSON.stringify(value));
	} catch {
		// Private windows may refuse; the text is still on the page.
	}
}

/** Nothing is kept any more of what begins so. */
export function forgetAll(begins: string): void {
	try {
		for (const key of Object.keys(localStorage)) if (key.startsWith(prefix + begins)) localStorage.removeItem(key);
	} catch {
		// Nothing was kept either.
	}
}

export function forget(name: string): void {
	try {
		localStorage.removeItem(prefix + name);
	} catch {
		// Nothing was kept either.
	}
}
