"""A congress in full: everything that an address of its API can name, made when it is asked for."""

from collections.abc import Callable
from typing import Any

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.congress import actions, keys, notice_links, queries, tickets
from forum.congress.enums import (
    CongressStatus,
    LiveState,
    PollKind,
    PollState,
    QuestionState,
    RegistrationFor,
    SessionKind,
    StaffRole,
)
from forum.congress.models import (
    AnswerNotice,
    CongressFile,
    CongressStaff,
    LiveAnswer,
    LiveQuestion,
    LiveSession,
    Registration,
    Session,
)
from forum.core.clock import now
from tests.api.congress import people
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import (
    make_congress,
    make_live,
    make_merged,
    make_participant,
    make_question,
    make_room,
    make_session,
    make_speaker,
    make_staff,
)
from tests.factories.media import MP4, VTT
from tests.factories.polls import make_poll
from tests.factories.threads import make_category


class World:
    """One congress with one live session in this state; ``documented``: closed, and everybody may read it."""

    def __init__(self, state: LiveState = LiveState.OPEN, *, documented: bool = False) -> None:
        self.congress = make_congress(registration=RegistrationFor.EVERYBODY)
        self.point: Session = make_session(self.congress)
        self.live: LiveSession = make_live(self.point, state=LiveState.CLOSED if documented else state)
        if self.live.state == LiveState.CLOSED:
            self.live.closed = self.point.starts
            self.live.documented = self.point.starts if documented else None
            self.live.save()
        self.token = keys.new_token()
        self.asker = make_participant(self.live, self.token)
        self.host_user = make_staff(self.live, make_user(), StaffRole.HOST)
        self.host = ApiClient()
        self.host.force_login(self.host_user)

    def client(self, role: str) -> ApiClient:
        """Somebody with this part in the session."""
        if role == "host":
            return self.host
        if role == "asker":
            self.question()
            return people.client_with(self.token)
        if role == "coordinator":
            client = ApiClient()
            client.force_login(make_user(Role.COORDINATOR))
            return client
        if role == "speaker":
            return people.speaking(self.live, self.speaker())
        return people.ROLES[role](self.live)

    def speaker(self) -> Any:
        """The speaker of the session."""
        part = self.point.speaking.select_related("speaker").first()
        return part.speaker if part else make_speaker(self.live)

    def question(self, state: QuestionState = QuestionState.APPROVED) -> LiveQuestion:
        """A question of the asker's."""
        if state == QuestionState.MERGED:
            return make_merged(make_question(self.live), participant=self.asker)
        return make_question(self.live, state, self.asker)

    def file(self) -> CongressFile:
        """A film that is not shown yet."""
        path = f"/api/v1/congresses/{self.congress.slug}/edit/files?name=Film.mp4"
        answer = self.host.generic("POST", path, MP4, content_type="application/octet-stream")
        assert answer.status_code == 200, answer.content
        return CongressFile.objects.filter(congress=self.congress).latest("pk")

    def registration(self) -> Registration:
        """Somebody who was written down at the entrance, and whose tick was taken back."""
        which = {"actor": self.host_user, "slug": self.congress.slug}
        one = actions.admit(**which, name="Leila Haddad", municipality="")
        return actions.set_here(**which, registration_id=one.pk, here=False)[0]

    def ticket(self, *, confirmed: bool = False) -> str:
        """The token of a guest's registration."""
        form = tickets.Form("Emre Kaya")
        actions.request_registration(
            slug=self.congress.slug, email="kaya@musterstadt.example", locale="de", form=form, address="192.0.2.9"
        )
        token = tickets.link(self.congress.registrations.get(email="kaya@musterstadt.example")).rpartition("#")[2]
        if confirmed:
            actions.confirm_registration(slug=self.congress.slug, token=token)
        return token

    def other(self) -> User:
        """Somebody with an account and no part in the congress."""
        return make_user()

    def notice(self) -> str:
        """The token in a mail about a notice."""
        question = self.question()
        address = "gast@musterstadt.example"
        notice = AnswerNotice.objects.create(question=question, address=address, asked_on=queries.today())
        return notice_links.token_of(notice)

    def export(self) -> str:
        """A finished file of the documentation."""
        return str(self.host.send("post", f"live/{self.live.pk}/exports", {"format": "json"}).json()["id"])

    def answer(self) -> str:
        """An answer that the speaker has just written."""
        client = people.speaking(self.live, self.speaker())
        path = f"live/{self.live.pk}/podium/questions/{self.question().pk}/answer"
        return str(client.send("post", path, {"text": "Ja, seit 2024."}).json()["answers"][-1]["id"])


Maker = Callable[[World], Any]


def _removed_file(world: World) -> int:
    file = world.file()
    world.host.send("delete", f"congresses/{world.congress.slug}/edit/files/{file.pk}")
    return file.pk


def _removed_point(world: World) -> int:
    point = make_session(world.congress)
    world.host.send("delete", f"congresses/{world.congress.slug}/edit/sessions/{point.pk}")
    return point.pk


def question(state: QuestionState = QuestionState.APPROVED) -> Maker:
    """The id of a question in this state."""
    return lambda world: world.question(state).pk


def written_question(world: World) -> int:
    """A question that was answered in writing."""
    found = world.question(QuestionState.ANSWERED)
    LiveAnswer.objects.create(question=found, text="Das Ordnungsamt.", by="Malte Vogt", created=now())
    return found.pk


def poll(kind: PollKind = PollKind.SINGLE, state: PollState = PollState.OPEN) -> Maker:
    """The id of a poll."""
    return lambda world: make_poll(world.live, kind, state).pk


def bare_point(world: World) -> int:
    """A point of the programme without a live session."""
    return make_session(world.congress, kind=SessionKind.WORKSHOP).pk


def draft(world: World) -> str:
    """The address of a draft of the same host."""
    congress = make_congress(status=CongressStatus.DRAFT)
    CongressStaff.objects.create(congress=congress, user=world.host_user, role=StaffRole.HOST)
    return congress.slug


def former_part(world: World) -> int:
    """Captions that were replaced, of the film that was made last."""
    film = CongressFile.objects.filter(congress=world.congress).latest("pk")
    path = f"/api/v1/congresses/{world.congress.slug}/edit/files/{film.pk}/captions/de"
    for _ in range(2):
        world.host.generic("POST", path, VTT, content_type="application/octet-stream")
    return film.former.get().pk


def planned_point(world: World) -> int:
    """A point whose live session has not been used."""
    return make_live(make_session(world.congress), state=LiveState.PLANNED).programme_id


removed_file: Maker = _removed_file
removed_point: Maker = _removed_point
IDS: dict[str, Maker] = {
    "slug": lambda world: world.congress.slug,
    "question_id": question(),
    "poll_id": poll(),
    "speaker_id": lambda world: world.speaker().pk,
    "answer_id": World.answer,
    "export_id": World.export,
    "file_id": lambda world: world.file().pk,
    "part": lambda world: world.file().name,
    "language": lambda _: "de",
    "room_id": lambda world: make_room(world.congress).pk,
    "member_id": lambda world: world.congress.staff.get(user=make_staff(world.live, make_user())).pk,
    "registration_id": lambda world: world.registration().pk,
    "category": lambda world: make_category().slug,
}
"""What an address names when its row of the table says nothing else."""
