export interface ToastMessage {
	id: number;
	text: string;
	tone: 'neutral' | 'danger';
	/** Takes back what was done; the toast then stays longer. */
	undo: (() => unknown) | null;
}

interface ToastOptions {
	tone?: ToastMessage['tone'];
	undo?: () => unknown;
	/** Milliseconds; 6 s, or 10 s when it can be undone. */
	lasts?: number;
}

/** Short messages at the lower edge. One at a time is enough: a new one takes the place of the old. */
class Toasts {
	current = $state.raw<ToastMessage | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lasts = 0;
	#next = 1;

	show(text: string, options: ToastOptions = {}): void {
		this.current = { id: this.#next++, text, tone: options.tone ?? 'neutral', undo: options.undo ?? null };
		this.#lasts = options.lasts ?? (options.undo ? 10_000 : 6_000);
		this.resume();
	}

	/** Stop the clock while someone reads or points at it. */
	pause(): void {
		clearTimeout(this.#timer);
	}

	resume(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.dismiss(), this.#lasts);
	}

	dismiss(): void {
		clearTimeout(this.#timer);
		this.current = null;
	}
}

export const toasts = new Toasts();
