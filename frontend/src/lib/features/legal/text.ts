/** The answer of `GET /api/v1/legal/<slug>`. */
export interface LegalText {
	slug: string;
	title: string;
	html: string;
	/** The operator still has to fill in something. */
	placeholder: boolean;
	/** Day of the last change, ISO 8601. */
	updated: string;
}
