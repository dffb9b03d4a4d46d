export interface Municipality {
	ags: string;
	name: string;
}

export interface SessionUser {
	id: number;
	name: string;
	email: string;
	locale: string;
	roles: string[];
	municipality: Municipality | null;
}

/** The answer of `GET /api/v1/session`. */
export interface SessionAnswer {
	user: SessionUser | null;
}
