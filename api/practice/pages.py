from api.shell.pages import Page

PAGES: list[Page] = []
