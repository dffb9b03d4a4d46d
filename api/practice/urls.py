from django.urls import path

from api.practice import curation_views as curation
from api.practice import views

urlpatterns = [
    path("practice/examples", views.ExamplesView.as_view(), name="practice_examples"),
    path("practice/facets", views.FacetsView.as_view(), name="practice_facets"),
    path("practice/examples/<str:public_id>", views.ExampleView.as_view(), name="practice_example"),
    path("practice/examples/<str:public_id>/export", views.ExportView.as_view(), name="practice_export"),
    path("practice/examples/<str:public_id>/revisions", curation.NextRevisionView.as_view(), name="practice_revise"),
    path("practice/revisions", curation.DraftsView.as_view(), name="practice_start"),
    path("practice/revisions/<int:revision_id>", curation.RevisionView.as_view(), name="practice_revision"),
    path("practice/revisions/<int:revision_id>/moves", curation.MovesView.as_view(), name="practice_moves"),
    path("practice/revisions/<int:revision_id>/notes", curation.NotesView.as_view(), name="practice_notes"),
    path("practice/revisions/<int:revision_id>/transfer", curation.TransferView.as_view(), name="practice_transfer"),
    path("practice/notes/<int:note_id>/answer", curation.NoteAnswerView.as_view(), name="practice_answer"),
    path("practice/desk", curation.DeskView.as_view(), name="practice_desk"),
    path("practice/mine", curation.MineView.as_view(), name="practice_mine"),
]
