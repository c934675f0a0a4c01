### What the bot says to members of staff about broadcasts, in English; and the way out for readers.

leave-line = Unsubscribe
leave-line-group = To unsubscribe: { $command }
staff-only = Only members of staff can do this.
command-broadcast = Write a broadcast
command-broadcasts = All broadcasts

## Kinds of messages

content-text = Text
content-album = Album
content-voice = Voice message
content-poll = Poll
content-place = Location

## Writing: the card

compose-heading = ✍️ New broadcast
compose-heading-correct = ✏️ Correction
compose-goes-on = You were writing this broadcast. Go on, or press Cancel to begin anew.
compose-busy = You are writing a broadcast already. Send or cancel it first.
compose-not-yours = This broadcast belongs to the person who began it. Write your own with /broadcast.
compose-cancelled = Cancelled. Nothing was sent.
compose-edited = The message now says what you have changed.
button-cancel = ✖ Cancel

compose-message = Send me the message as it should look, in { $language }.
compose-message-kinds = Text with formatting, a photo, an album, a document, a video, a poll or a location. In a group, send it as a reply to this card.
compose-message-language = In which language is it? Those who read another language, and have no version of their own, get this one.
refused-unsupported = I cannot send that kind of message. Please send text, a photo, an album, a document, a video, a poll or a location.
refused-empty = This message has no text.
refused-text-too-long = The text has { $found } characters; Telegram takes { $most }.
refused-caption-too-long = The caption has { $found } characters; { $most } fit. Shorten it, or send the text as a message of its own.
refused-album-size = An album has 2 to 10 files; this one has { $found }. Please send it again with at most { $most }.
refused-poll = Telegram does not take this poll from a bot: at most { $most } options, with 100 characters each, and 300 for the question.
refused-quiz = I cannot see the right answer of this quiz. Please make it here in this chat instead of forwarding it.
correction-unfit = A copy cannot become that: text stays text, a file stays a file, an album keeps its number of files, polls and locations cannot be changed. Not fitting: { $languages }

compose-links = Shall there be buttons with links under it? Send one line for each: the text, a dash, the address.
compose-links-example = Apply - https://example.org/apply
compose-links-now = There are now:
compose-links-wrong = This line is no button: “{ $line }”. Write it like: Apply - https://example.org/apply
compose-links-count = Please send 1 to 12 lines.
button-links-none = No buttons ›
button-links-remove = Remove the buttons
button-links-keep = Keep them ›

compose-versions = What will be sent:
compose-versions-rest = Tap a language to add a version or to change it.
compose-main = for all others
compose-album-links = Telegram shows no buttons under albums. How to unsubscribe is written below the caption.
button-replace = Send another message
button-links = Link buttons
button-main = Make it the one for all others
button-remove = Remove this version
button-to-audience = To the audience ›
button-to-review = To the preview ›
button-to-confirm = Go on ›

compose-audience = Who shall get it?
compose-count = Readers now: { $count }
compose-audience-last = At least one has to stay on.
audience-people = People
audience-groups = Groups

compose-review = See it as readers will, and test it. Then choose when it goes out.
button-preview = 👁 { $language }
button-test-me = Test: to me
button-test-group = Test: to the staff group
test-sent = The test was sent.
test-refused = Telegram refuses this: { $reason }
test-failed = Telegram could not be reached. Please try again.
button-now = Send now ›
button-later = Send at a time ›

compose-zone = In which time zone are you? I shall remember it. Tap one, or write its name or city, such as Europe/Paris.
compose-zone-unknown = I do not know that time zone. Write its name or a large city, such as Asia/Tokyo.
compose-time = When shall it go out? Write a day and a time.
compose-time-examples = For example: tomorrow 9:00 · 24 Nov 9:30 · 2026-11-24 09:30
compose-clock = It is now { $now }.
compose-chosen = Chosen: { $time }
compose-time-unreadable = I cannot read that as a time. Write for example: tomorrow 9:00
compose-time-passed = That time has passed.
compose-time-too-far = That is more than a year away.
button-zone = Another time zone

confirm-now = When: at once
confirm-at = When: { $time }
confirm-night = Between 21:00 and 8:00 it is night for some readers:
confirm-night-line = { $language }: { $time } there, readers: { $count }
confirm-approval = A second person has to approve it before it goes out.
confirm-correct = Delivered copies that will be changed: { $count }
button-send = 📣 Send to { $count }
button-schedule = 🕘 Schedule for { $count }
button-ask-approval = ✋ Ask for approval ({ $count })
button-correct-now = ✏️ Change { $count } copies

## A broadcast

state-draft = Draft
state-awaiting-approval = Waits for the approval of a second person
state-scheduled = Goes out at its time
state-held = Held: its time passed while the bot was down
state-running = Going out
state-paused = Paused
state-stopped = Stopped
state-finished = Finished
note-late = Begun late: the bot was down at its time.
note-too-late = It is more than an hour late. Does it still hold?
note-all-failed = The first copies all failed in the same way, so the rest was not tried. See the file for the reason.
kind-correct = Correction of № { $number }
kind-recall = Recall of № { $number }
kind-again = № { $number } again, to those who missed it
done-send = Sent { $done } of { $total }
done-correct = Changed { $done } of { $total }
done-recall = Deleted { $done } of { $total }
done-again = Sent { $done } of { $total }
count-blocked = Blocked { $count }
count-failed = Failed { $count }
count-unknown = Unknown { $count }
report-counting = The list of recipients is still being written.
report-rate = { $rate } a second
report-ended = Ended: { $time }
left-seconds = About { $count } s left
left-minutes = About { $count } min left
left-hours = About { $count } h left
stop-ask = Really stop? Who has no copy yet will get none.
approval-ask = { $person } asks for your approval:
approve-own = Somebody else has to approve your broadcast.
act-too-late = That is no longer possible: somebody was quicker, or it has ended.
button-show = 👁 Show it
button-pause = ⏸ Pause
button-resume = ▶ Resume
button-stop = ⏹ Stop
button-stop-really = ⏹ Yes, stop it
button-stop-not = No, go on
button-call-off = ✖ Call it off
button-approve = ✅ Approve
button-held-now = 📣 Send it now
button-file = 📄 The undelivered (CSV)
button-correct = ✏️ Correct
button-recall = 🗑 Recall
button-again = 🔁 Send again to those who missed it ({ $count })
button-unknown = ❔ Unknown ({ $count })

## The list, and mending

broadcasts-heading = Broadcasts
broadcasts-none = There is none yet. Write one with /broadcast.
file-caption = Undelivered of № { $number }: { $count }. The file names nobody.
recall-ask = Copies that will be deleted: { $count }
recall-old = Copies older than 48 hours, which Telegram lets nobody delete: { $count }. They can still be corrected.
button-recall-really = 🗑 Delete { $count } copies
again-ask = It goes, as it was corrected last, to those whose delivery failed: { $count }. Who blocked the bot is not among them.
button-again-really = 🔁 Send to { $count }
unknown-explain = Of { $count } recipients nobody knows whether they have a copy: the answer of Telegram never came. Sending again may give them two; counting as sent may leave them without.
button-settle-one = ✓ № { $number } has it
button-settle-all = ✓ Count all { $count } as sent
button-again-unknown = 🔁 Send again to all who may lack it ({ $count })
settled = Counted as sent: { $count }
