interface Row {
	readonly id: string;
}

/**
 * The order in which a column is shown. While somebody is in it - with the pointer or with the focus - no card changes
 * its place by itself: new ones come to the end, and the true order waits until it is asked for or nobody is there.
 */
export class HeldOrder {
	/** Somebody is in the column. */
	held = $state(false);
	#anew = $state(0);
	#took = 0;
	/** As it was shown last. */
	#shown: readonly string[] = [];

	/** The rows as they are to be shown, given their true order. */
	among<T extends Row>(rows: readonly T[]): readonly T[] {
		const asked = this.#anew !== this.#took;
		this.#took = this.#anew;
		const kept = this.held && !asked ? this.#kept(rows) : rows;
		this.#shown = kept.map(({ id }) => id);
		return kept;
	}

	/** Put everything where it belongs, though somebody is there. */
	arrange(): void {
		this.#anew += 1;
	}

	#kept<T extends Row>(rows: readonly T[]): readonly T[] {
		const place = new Map(this.#shown.map((id, index) => [id, index]));
		return rows.toSorted((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0);
	}
}

/** How many rows stand elsewhere than they would in their true order. */
export function displaced(shown: readonly Row[], rows: readonly Row[]): number {
	return shown.filter(({ id }, index) => rows[index]?.id !== id).length;
}
