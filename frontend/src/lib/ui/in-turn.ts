interface Piece {
	readonly draw: () => void;
	readonly drawn?: (took: number) => void;
}

const waiting: Piece[] = [];
let running = false;

/**
 * Draw this in a frame of its own, after everything that has been asked for before; gives back how not to.
 *
 * A page that is drawn in such pieces answers a touch between any two of them. `drawn` hears how many milliseconds the
 * piece has taken, to the end of its frame.
 */
export function inTurn(draw: () => void, drawn?: (took: number) => void): () => void {
	const piece = { draw, drawn };
	waiting.push(piece);
	if (!running) {
		running = true;
		afterFrame(next);
	}
	return () => {
		const place = waiting.indexOf(piece);
		if (place >= 0) waiting.splice(place, 1);
	};
}

function next(): void {
	const piece = waiting.shift();
	if (!piece) {
		running = false;
		return;
	}
	const began = performance.now();
	afterFrame(() => {
		piece.drawn?.(performance.now() - began);
		next();
	});
	piece.draw();
}

function afterFrame(act: () => void): void {
	requestAnimationFrame(() => setTimeout(act));
}
