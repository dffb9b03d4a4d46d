/** One field that the server refused, with the code of the rule it broke. */
export interface FieldProblem {
	field: string;
	code: string;
	params?: Record<string, string | number>;
}

/** The body of a refused request: problem details (RFC 9457) with our codes. */
export interface ProblemBody {
	type?: string;
	title?: string;
	status?: number;
	detail?: string;
	code?: string;
	errors?: FieldProblem[];
	retry_ms?: number;
	/** Further members are what the code's text needs, for example `{"by": "..."}`. */
	[member: string]: unknown;
}

/** The server answered, and the answer is no. `code` is stable and is what texts are chosen by. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly code: string;
	readonly errors: FieldProblem[];
	readonly retryMs: number | null;
	/** Members of the problem beyond the standard ones, for the text of the code. */
	readonly params: Record<string, string | number>;

	constructor(status: number, body: ProblemBody) {
		const { type: _type, title: _title, status: _status, detail: _detail, errors, retry_ms, ...members } = body;
		const { code = `http_${status}`, ...params } = members;
		super(code);
		this.name = 'ApiProblem';
		this.status = status;
		this.code = code;
		this.errors = errors ?? [];
		this.retryMs = retry_ms ?? null;
		this.params = params as Record<string, string | number>;
	}

	/** The codes of one field, in the server's order. */
	of(field: string): FieldProblem[] {
		return this.errors.filter((error) => error.field === field);
	}
}

/** No answer at all: offline, the server is away, or it took longer than the timeout. */
export class NetworkProblem extends Error {
	readonly why: 'offline' | 'unreachable' | 'timeout';

	constructor(why: 'offline' | 'unreachable' | 'timeout', cause?: unknown) {
		super(why, { cause });
		this.name = 'NetworkProblem';
		this.why = why;
	}
}
