"""Every id that travels to Slack and back, one class a feature.

The id is the address: `documents.read` is answered by the route of that name in
`bot/documents/routes.py`. Features link to each other by these names and never import each other.
"""

from enum import StrEnum


class help(StrEnum):  # noqa: A001  (read as `ids.help.SHOW`)
    """What Workback can do."""

    SHOW = "help.show"


class documents(StrEnum):
    """Writing, reading and keeping the documents of an initiative."""

    SHOW_HERE = "documents.show_here"
    HISTORY_HERE = "documents.history_here"
    OPEN_CREATE = "documents.open_create"
    OPEN_EXAMPLE = "documents.open_example"
    SAVE_PRESS_RELEASE = "documents.save_press_release"
    OPEN_EDIT = "documents.open_edit"
    EDIT_SECTION = "documents.edit_section"
    OPEN_SECTION = "documents.open_section"
    SAVE_EDIT = "documents.save_edit"
    CHOOSE_WORDS = "documents.choose_words"
    RESOLVE_CONFLICT = "documents.resolve_conflict"
    DISCARD_DRAFT = "documents.discard_draft"
    OPEN_MORE = "documents.open_more"
    READ = "documents.read"
    READ_VERSION = "documents.read_version"
    READ_PAGE = "documents.read_page"
    SHOW_VERSION = "documents.show_version"
    SHOW_DOCUMENT = "documents.show_document"
    OPEN_HISTORY = "documents.open_history"
    MORE_HISTORY = "documents.more_history"
    HISTORY_MENU = "documents.history_menu"
    COMPARE = "documents.compare"
    COMPARE_BEFORE = "documents.compare_before"
    COMPARE_AFTER = "documents.compare_after"
    CONFIRM_RESTORE = "documents.confirm_restore"
    RESTORE = "documents.restore"
    CONFIRM_ARCHIVE = "documents.confirm_archive"
    ARCHIVE = "documents.archive"
    BRING_BACK = "documents.bring_back"


class faq(StrEnum):
    """Questions and answers."""

    HERE = "faq.here"
    OPEN_LIST = "faq.open_list"
    FILTER = "faq.filter"
    PAGE = "faq.page"
    OPEN_CREATE = "faq.open_create"
    OPEN_STARTER = "faq.open_starter"
    ADD_MESSAGE = "faq.add_message"
    SAVE_NEW = "faq.save_new"
    OPEN_MORE = "faq.open_more"
    READ = "faq.read"
    OPEN_ANSWER = "faq.open_answer"
    OPEN_EDIT = "faq.open_edit"
    SAVE = "faq.save"
    MOVE_UP = "faq.move_up"
    MOVE_DOWN = "faq.move_down"
    CONFIRM_REMOVE = "faq.confirm_remove"
    REMOVE = "faq.remove"


class experience(StrEnum):
    """User stories and mock-ups."""

    HERE = "experience.here"
    OPEN_LIST = "experience.open_list"
    PAGE = "experience.page"
    OPEN_CREATE = "experience.open_create"
    SAVE_NEW = "experience.save_new"
    OPEN_MORE = "experience.open_more"
    OPEN_EDIT = "experience.open_edit"
    SAVE = "experience.save"
    OPEN_MOCK_UPS = "experience.open_mock_ups"
    SAVE_MOCK_UPS = "experience.save_mock_ups"
    SEE_MOCK_UPS = "experience.see_mock_ups"
    MOCK_UPS_PAGE = "experience.mock_ups_page"
    REMOVE_MOCK_UP = "experience.remove_mock_up"
    SHOW_LIST = "experience.show_list"
    MOVE_UP = "experience.move_up"
    MOVE_DOWN = "experience.move_down"
    CONFIRM_REMOVE = "experience.confirm_remove"
    REMOVE = "experience.remove"


class exports(StrEnum):
    """Documents that travel: out to files, and in from them."""

    EXPORT_HERE = "exports.export_here"
    OPEN_EXPORT = "exports.open_export"
    SEND = "exports.send"
    OPEN_IMPORT = "exports.open_import"
    FETCH = "exports.fetch"
    LOOK_AGAIN = "exports.look_again"
    PAGE = "exports.page"
    SAVE = "exports.save"


class reviews(StrEnum):
    """Asking for a verdict, giving it, and the comments in the thread."""

    REVIEW_HERE = "reviews.review_here"
    SEE = "reviews.see"
    OPEN_REQUEST = "reviews.open_request"
    REQUEST = "reviews.request"
    OPEN_MORE = "reviews.open_more"
    OPEN_APPROVE = "reviews.open_approve"
    OPEN_REQUEST_CHANGES = "reviews.open_request_changes"
    OPEN_HOLD = "reviews.open_hold"
    GIVE = "reviews.give"
    OPEN_DELEGATE = "reviews.open_delegate"
    DELEGATE = "reviews.delegate"
    REVOKE = "reviews.revoke"
    SNOOZE = "reviews.snooze"
    MUTE = "reviews.mute"
    OPEN_OVERRIDE = "reviews.open_override"
    OVERRIDE = "reviews.override"
    OPEN_COMMENT = "reviews.open_comment"
    CHOOSE_KIND = "reviews.choose_kind"
    FILE_MESSAGE = "reviews.file_message"
    COMMENT = "reviews.comment"
    OPEN_ANSWER = "reviews.open_answer"
    ANSWER = "reviews.answer"
    OPEN_READ = "reviews.open_read"
    START_READ = "reviews.start_read"
    OPEN_DONE_READING = "reviews.open_done_reading"
    DONE_READING = "reviews.done_reading"
    OPEN_DECIDE = "reviews.open_decide"
    DECIDE = "reviews.decide"
    OPEN_HAND_ON = "reviews.open_hand_on"
    HAND_ON = "reviews.hand_on"
    SETTLE = "reviews.settle"
    REOPEN = "reviews.reopen"
    ACCEPT_SUGGESTION = "reviews.accept_suggestion"
    OPEN_EDIT_SUGGESTION = "reviews.open_edit_suggestion"
    SAVE_SUGGESTION = "reviews.save_suggestion"
    OPEN_DECLINE = "reviews.open_decline"
    DECLINE = "reviews.decline"
    DECISIONS = "reviews.decisions"
    MORE_DECISIONS = "reviews.more_decisions"


class goals(StrEnum):
    """Goals and their KPIs."""

    GOAL_HERE = "goals.goal_here"
    OPEN_CREATE = "goals.open_create"
    CHANGE_FORM = "goals.change_form"
    ADD_KPI = "goals.add_kpi"
    LEAVE_KPI = "goals.leave_kpi"
    DETAIL_KPIS = "goals.detail_kpis"
    MORE_DATES = "goals.more_dates"
    CREATE = "goals.create"
    LIST_HERE = "goals.list_here"
    LIST_MINE = "goals.list_mine"
    OPEN_LIST = "goals.open_list"
    FILTER = "goals.filter"
    PAGE = "goals.page"
    SEE = "goals.see"
    OPEN_MORE = "goals.open_more"
    OPEN_EDIT = "goals.open_edit"
    SAVE = "goals.save"
    OPEN_KPI = "goals.open_kpi"
    SAVE_KPI = "goals.save_kpi"
    REMOVE_KPI = "goals.remove_kpi"
    OPEN_HAND_OVER = "goals.open_hand_over"
    HAND_OVER = "goals.hand_over"
    ACCEPT = "goals.accept"
    DECLINE = "goals.decline"
    ACTIVATE = "goals.activate"
    PAUSE = "goals.pause"
    OPEN_RETIRE = "goals.open_retire"
    RETIRE = "goals.retire"
    FORMULA = "goals.formula"
    CHARTS = "goals.charts"
    OPEN_SOURCES = "goals.open_sources"
    CONNECT = "goals.connect"
    REVOKE = "goals.revoke"
    OPEN_UPLOAD = "goals.open_upload"
    UPLOAD = "goals.upload"


class check_ins(StrEnum):
    """Being asked for the values of one's goals, and answering."""

    NOW = "check_ins.now"
    OPEN = "check_ins.open"
    UNCHANGED = "check_ins.unchanged"
    BACK = "check_ins.back"
    SAVE = "check_ins.save"
    SNOOZE = "check_ins.snooze"
    OPEN_SKIP = "check_ins.open_skip"
    SKIP = "check_ins.skip"
    OPEN_HAND_OVER = "check_ins.open_hand_over"
    HAND_OVER = "check_ins.hand_over"
    OPEN_MORE = "check_ins.open_more"
    WHY = "check_ins.why"
    PAUSE = "check_ins.pause"
    OPEN_CORRECT = "check_ins.open_correct"
    CORRECT = "check_ins.correct"
    TAKE_OVER = "check_ins.take_over"
    KEEP = "check_ins.keep"
    OPEN_AWAY = "check_ins.open_away"
    SAVE_AWAY = "check_ins.save_away"
    REMOVE_AWAY = "check_ins.remove_away"
    ASK_BACKUPS = "check_ins.ask_backups"
    ASK_NOBODY = "check_ins.ask_nobody"


class readiness(StrEnum):
    """What could be better in a document."""

    CHECK_HERE = "readiness.check_here"
    OPEN = "readiness.open"
    OPEN_DISMISS = "readiness.open_dismiss"
    DISMISS = "readiness.dismiss"


class scope(StrEnum):
    """The scope ledger: work, and the promises it keeps."""

    HERE = "scope.here"
    OPEN_LEDGER = "scope.open_ledger"
    SHOW = "scope.show"
    PAGE = "scope.page"
    SEE = "scope.see"
    OPEN_MORE = "scope.open_more"
    OPEN_CREATE = "scope.open_create"
    OPEN_CREATE_FOR = "scope.open_create_for"
    PROPOSE_MESSAGE = "scope.propose_message"
    SAVE_NEW = "scope.save_new"
    OPEN_EDIT = "scope.open_edit"
    SAVE = "scope.save"
    OPEN_DECIDE = "scope.open_decide"
    DECIDE = "scope.decide"
    OPEN_CHANGED = "scope.open_changed"
    STILL_RIGHT = "scope.still_right"
    EXPORT = "scope.export"
    MARK_TO_DO = "scope.mark_to_do"
    MARK_UNDER_WAY = "scope.mark_under_way"
    MARK_DONE = "scope.mark_done"


class alignment(StrEnum):
    """Promises, goals, KPIs and scope side by side."""

    HERE = "alignment.here"
    OPEN = "alignment.open"
    PAGE = "alignment.page"
    SHARE = "alignment.share"
    EXPORT = "alignment.export"
    PRINCIPLES = "alignment.principles"
    TAB = "alignment.tab"
    ALL = "alignment.all"
    ALL_PAGE = "alignment.all_page"
    OPEN_SHARE = "alignment.open_share"
    SHARE_ALL = "alignment.share_all"
    EXPORT_ALL = "alignment.export_all"


class numbers(StrEnum):
    """Numbers of the press release, each linked to a KPI or waived with a reason."""

    OPEN = "numbers.open"
    PAGE = "numbers.page"
    CHOOSE = "numbers.choose"
    LINK = "numbers.link"
    WAIVE = "numbers.waive"


class digests(StrEnum):
    """What was decided and what changed."""

    HERE = "digests.here"
    OPEN = "digests.open"


class feedback(StrEnum):
    """What customers said."""

    HERE = "feedback.here"
    OPEN_LIST = "feedback.open_list"
    SHOW = "feedback.show"
    PAGE = "feedback.page"
    OPEN_INBOX = "feedback.open_inbox"
    INBOX_PAGE = "feedback.inbox_page"
    SEE = "feedback.see"
    OPEN_CREATE = "feedback.open_create"
    SAVE_MESSAGE = "feedback.save_message"
    CHOOSE_INITIATIVE = "feedback.choose_initiative"
    SAVE = "feedback.save"
    OPEN_EDIT = "feedback.open_edit"
    CONFIRM_REMOVE = "feedback.confirm_remove"
    REMOVE = "feedback.remove"


class settings(StrEnum):
    """Settings of the workspace."""

    OPEN = "settings.open"
    BACK = "settings.back"
    OPEN_GROUP = "settings.open_group"
    SAVE = "settings.save"
    OPEN_CHANGES = "settings.open_changes"
    CHANGES_PAGE = "settings.changes_page"


class search(StrEnum):
    """Finding words."""

    OPEN = "search.open"
    FIND = "search.find"
    PAGE = "search.page"


class home(StrEnum):
    """App Home and the list of initiatives."""

    OPEN = "home.open"
    BACK = "home.back"
    LIST = "home.list"
    LIST_PAGE = "home.list_page"
    WAITING = "home.waiting"
    WAITING_PAGE = "home.waiting_page"


MENUS = (
    documents.OPEN_MORE,
    documents.HISTORY_MENU,
    faq.OPEN_MORE,
    experience.OPEN_MORE,
    reviews.OPEN_MORE,
    goals.OPEN_MORE,
    check_ins.OPEN_MORE,
    scope.OPEN_MORE,
)
"""Ids of menus: their entries are the addresses."""

FEATURES = (
    help,
    documents,
    faq,
    experience,
    exports,
    reviews,
    goals,
    check_ins,
    readiness,
    scope,
    alignment,
    numbers,
    digests,
    feedback,
    search,
    settings,
    home,
)
"""All of them, for the tests that hold ids and routes together."""
