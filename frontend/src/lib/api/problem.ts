/** One field that the server refused, with the code of the rule it broke. */
export interface FieldProblem {
	field: string;
	code: string;
	params?: Record<string, string | number>;
}

/** The body of a refused request: problem details (RFC 9457) with our codes. */
export interface ProblemBody {
	status?: number;
	title?: string;
	detail?: string;
	code?: string;
	errors?: FieldProblem[];
	retry_ms?: number;
	params?: Record<string, string | number>;
}

/** The server answered, and the answer is no. `code` is stable and is what texts are chosen by. */
export class ApiProblem extends Error {
	readonly status: number;
	readonly code: string;
	readonly errors: FieldProblem[];
	readonly retryMs: number | null;
	readonly params: Record<string, string | number>;

	constructor(status: number, body: ProblemBody) {
		const code = body.code ?? `http_${status}`;
		super(code);
		this.name = 'ApiProblem';
		this.status = status;
		this.code = code;
		this.errors = body.errors ?? [];
		this.retryMs = body.retry_ms ?? null;
		this.params = body.params ?? {};
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
