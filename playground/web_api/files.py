"""files.*: the upload in three steps, and what a file is."""

import mimetypes

from playground.posting import Content
from playground.refusals import SlackError
from playground.shapes import file_json
from playground.slack import Slack
from playground.things import Json, SharedFile
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method


def as_sent(slack: Slack, file: SharedFile) -> Json:
    """Return a file object with addresses that can be fetched."""
    shown = file_json(file)
    for key in ("url_private", "url_private_download", "permalink"):
        if shown[key].startswith("/"):
            shown[key] = slack.address + shown[key]
    return shown


@method("files.getUploadURLExternal", "files:write")
def upload_url(slack: Slack, arguments: Arguments) -> Json:
    """Give a place to put a file's content."""
    name = arguments.needed("filename")
    length = arguments.number("length", 0)
    if length < 1:
        raise SlackError("invalid_arguments", "must be greater than 0: length")
    file = SharedFile(
        id=slack.world.new_id("F"),
        name=name,
        title=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        owner=slack.world.bot_user,
        size=length,
    )
    slack.world.files[file.id] = file
    return {"upload_url": f"{slack.address}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(slack: Slack, arguments: Arguments) -> Json:
    """Share files whose content has arrived."""
    wanted = arguments.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", "missing required field: files")
    files = []
    for item in wanted:
        file = slack.world.files.get(str(item.get("id")))
        if file is None or not file.uploaded:
            raise SlackError("file_not_found")
        file.title = item.get("title") or file.title
        files.append(file)
    if arguments.optional("channel_id"):
        _share(slack, arguments, files)
    slack.world.changed()
    return {"files": [as_sent(slack, file) for file in files]}


def _share(slack: Slack, arguments: Arguments, files: list[SharedFile]) -> None:
    channel = slack.posting.writable(arguments.needed("channel_id"))
    comment = arguments.text("initial_comment")
    content = Content(comment or ", ".join(file.title for file in files))
    message = slack.posting.post(channel, content, arguments.optional("thread_ts"))
    message.text, message.files = comment, [file.id for file in files]
    for file in files:
        file.shared_in.append(channel.id)
    slack.announce(message)


@method("files.info", "files:read")
def info(slack: Slack, arguments: Arguments) -> Json:
    """Describe a file."""
    file = slack.world.files.get(arguments.needed("file"))
    if file is None or not file.uploaded:
        raise SlackError("file_not_found")
    return {"file": as_sent(slack, file)}
