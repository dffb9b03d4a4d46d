from django.urls import path

from api.accounts.affiliation_views import DecisionView, LeadView, PendingAffiliationsView
from api.accounts.views import AccountView, OwnAffiliationView, RegistrationView, ResendView, SessionView

urlpatterns = [
    path("session", SessionView.as_view(), name="session"),
    path("registration", RegistrationView.as_view(), name="registration"),
    path("registration/resend", ResendView.as_view(), name="registration-resend"),
    path("account", AccountView.as_view(), name="account"),
    path("account/affiliation", OwnAffiliationView.as_view(), name="account-affiliation"),
    path("affiliations/pending", PendingAffiliationsView.as_view(), name="affiliations-pending"),
    path("affiliations/<int:affiliation_id>/decision", DecisionView.as_view(), name="affiliation-decision"),
    path("affiliations/<int:affiliation_id>/lead", LeadView.as_view(), name="affiliation-lead"),
]
