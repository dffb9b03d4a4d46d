// Runs before the first paint, so that a chosen theme or language never flashes. Nothing else belongs here.
(function () {
	var root = document.documentElement;
	try {
		var theme = localStorage.getItem('ratschlag-theme');
		if (theme === 'light' || theme === 'dark') root.dataset.kernTheme = theme;
		var locale = localStorage.getItem('ratschlag-locale');
		if (locale === 'de' || locale === 'en') root.lang = locale;
	} catch {
		// Storage may be forbidden; the page then follows the system.
	}
})();
