/** A group and how many; null when that may not be shown. */
export interface GroupCount {
	group: string;
	people: number | null;
}

export interface GroupTable {
	id: string;
	text: string;
	groups: readonly GroupCount[];
}

export interface Dimension {
	name: 'size_class' | 'function';
	groups: readonly GroupCount[];
	questions: readonly GroupTable[];
	polls: readonly GroupTable[];
}

/** Who took part, by group; as the server lets it be shown. */
export interface BreakdownData {
	/** When it was counted: at the closing, and not again once a figure has been shown. */
	counted: string;
	people: number;
	dimensions: readonly Dimension[];
}
