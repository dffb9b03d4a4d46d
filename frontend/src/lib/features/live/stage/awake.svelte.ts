const RESTS = 3_000;

/** Keep the screen on while this page is in front, where the browser can. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	const ask = async (): Promise<void> => {
		if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			lock = await navigator.wakeLock.request('screen');
		} catch {
			lock = null; // low battery or not allowed: the hall's own settings decide then
		}
	};
	const shown = (): void => void ask();
	void ask();
	document.addEventListener('visibilitychange', shown);
	return () => {
		document.removeEventListener('visibilitychange', shown);
		void lock?.release();
	};
}

/** Whether the pointer has rested, so that it need not stand in the picture. */
export class RestingPointer {
	rests = $state(true);
	#timer: ReturnType<typeof setTimeout> | undefined;

	moved(): void {
		this.rests = false;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => (this.rests = true), RESTS);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}

/** Full screen on and off; browsers allow it only as the answer to a key or a click. */
export async function toggleFullScreen(): Promise<void> {
	try {
		if (document.fullscreenElement) await document.exitFullscreen();
		else await document.documentElement.requestFullscreen();
	} catch {
		// Then it stays as it is.
	}
}
