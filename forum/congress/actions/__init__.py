"""Every write to congresses and live sessions."""

from forum.congress.actions.answering import answer_in_writing, take_back_answer
from forum.congress.actions.asking import submit_question, withdraw_question
from forum.congress.actions.ballots import BallotCommand, BallotOutcome, cast_ballots
from forum.congress.actions.carrying import CarriedOver, carry_over
from forum.congress.actions.closing import close_forgotten, close_session
from forum.congress.actions.congresses import Facts, create_congress, delete_draft, edit_congress, set_status
from forum.congress.actions.entrance import (
    RegistrationRules,
    admit,
    forget_registrations,
    set_here,
    set_registration_rules,
    take_off,
)
from forum.congress.actions.exports import build_export, clear_exports, open_export, request_export
from forum.congress.actions.films import add_captions, add_poster, remove_captions, restore_part
from forum.congress.actions.forgetting import forget_voters
from forum.congress.actions.groups import say_group
from forum.congress.actions.importing import import_session
from forum.congress.actions.joining import Joined, join
from forum.congress.actions.lives import add_live, remove_live
from forum.congress.actions.materials import (
    Details,
    add_file,
    describe_file,
    forget_files,
    order_files,
    remove_file,
    restore_file,
    set_examples,
)
from forum.congress.actions.merging import merge_questions, unmerge_question
from forum.congress.actions.moderating import MOVES, edit_question, label_question, moderate_question, pin_question
from forum.congress.actions.notices import ask_for_notice, confirm_notice, forget_notices, give_up_notice, stop_notice
from forum.congress.actions.podium import (
    answer_from_podium,
    change_own_answer,
    remove_own_answer,
    renew_speaker_link,
    renew_stage_link,
)
from forum.congress.actions.points import Point, add_point, edit_point, remove_point, restore_point, shift_points
from forum.congress.actions.polls import create_poll, delete_poll, duplicate_poll, edit_poll, move_poll, run_poll
from forum.congress.actions.publishing import publish_documentation
from forum.congress.actions.receipts import offer_receipts, withdraw_receipts
from forum.congress.actions.registering import (
    cancel_by_link,
    cancel_registration,
    change_registration,
    confirm_registration,
    register,
    request_registration,
)
from forum.congress.actions.returning import follow_merge, settle_thread
from forum.congress.actions.rooms import add_room, order_rooms, remove_room, rename_room
from forum.congress.actions.running import open_session, set_budget, set_premoderation
from forum.congress.actions.speaking import PartGiven
from forum.congress.actions.staff import add_staff, remove_staff
from forum.congress.actions.votes import VoteCommand, VoteOutcome, cast_votes
from forum.congress.actions.words import decide_words

__all__ = [
    "MOVES",
    "BallotCommand",
    "BallotOutcome",
    "CarriedOver",
    "Details",
    "Facts",
    "Joined",
    "PartGiven",
    "Point",
    "RegistrationRules",
    "VoteCommand",
    "VoteOutcome",
    "add_captions",
    "add_file",
    "add_live",
    "add_point",
    "add_poster",
    "add_room",
    "add_staff",
    "admit",
    "answer_from_podium",
    "answer_in_writing",
    "ask_for_notice",
    "build_export",
    "cancel_by_link",
    "cancel_registration",
    "carry_over",
    "cast_ballots",
    "cast_votes",
    "change_own_answer",
    "change_registration",
    "clear_exports",
    "close_forgotten",
    "close_session",
    "confirm_notice",
    "confirm_registration",
    "create_congress",
    "create_poll",
    "decide_words",
    "delete_draft",
    "delete_poll",
    "describe_file",
    "duplicate_poll",
    "edit_congress",
    "edit_point",
    "edit_poll",
    "edit_question",
    "follow_merge",
    "forget_files",
    "forget_notices",
    "forget_registrations",
    "forget_voters",
    "give_up_notice",
    "import_session",
    "join",
    "label_question",
    "merge_questions",
    "moderate_question",
    "move_poll",
    "offer_receipts",
    "open_export",
    "open_session",
    "order_files",
    "order_rooms",
    "pin_question",
    "publish_documentation",
    "register",
    "remove_captions",
    "remove_file",
    "remove_live",
    "remove_own_answer",
    "remove_point",
    "remove_room",
    "remove_staff",
    "rename_room",
    "renew_speaker_link",
    "renew_stage_link",
    "request_export",
    "request_registration",
    "restore_file",
    "restore_part",
    "restore_point",
    "run_poll",
    "say_group",
    "set_budget",
    "set_examples",
    "set_here",
    "set_premoderation",
    "set_registration_rules",
    "set_status",
    "settle_thread",
    "shift_points",
    "stop_notice",
    "submit_question",
    "take_back_answer",
    "take_off",
    "unmerge_question",
    "withdraw_question",
    "withdraw_receipts",
]
