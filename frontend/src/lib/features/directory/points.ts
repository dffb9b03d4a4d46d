/** One point of the map, in units of its outline (`EXTENT`). */
export interface MapPoint {
	/** Distinguishes the points. */
	id: string;
	/** What is said and shown for it. */
	label: string;
	href: string;
	x: number;
	y: number;
	/** Decides the area of the point; unknown is small. */
	weight: number | null;
}

const SMALLEST = 3;
const LARGEST = 16;
const HEAVIEST = 1_100_000;

/** The radius whose area grows with the weight. */
export function radius(weight: number | null): number {
	if (!weight) return SMALLEST;
	return Math.max(SMALLEST, Math.min(LARGEST, LARGEST * Math.sqrt(weight / HEAVIEST)));
}

/** Where an arrow key leads in a ring of points; null for any other key. */
export function step(key: string, index: number, size: number): number | null {
	if (size === 0) return null;
	if (key === 'ArrowRight' || key === 'ArrowDown') return (index + 1) % size;
	if (key === 'ArrowLeft' || key === 'ArrowUp') return (index - 1 + size) % size;
	if (key === 'Home') return 0;
	return key === 'End' ? size - 1 : null;
}
